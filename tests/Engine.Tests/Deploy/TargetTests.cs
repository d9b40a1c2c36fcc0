using Engine.Deploy;
using Engine.Properties;

namespace Engine.Tests.Deploy;

/// <summary>What <c>--target</c> leaves out stays as it is, and counts as such.</summary>
public sealed class TargetTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Up_RenameOfWhatIsLeftOut_KeepsItUnderItsEarlierUrn()
    {
        await _stack.UpAsync(async program =>
        {
            var first = await program.Thing("first", "1");
            await program.Thing("second", "1", first.Urn);
            await program.Thing("third", "1");
        });
        Target("third");

        var result = await _stack.UpAsync(async program =>
        {
            var first = await program.Thing("renamed", new PropertyMap([new("value", "1")]),
                request => request with { Aliases = [TestStack.UrnOf("first")] });
            Assert.Equal(TestStack.UrnOf("first"), first.Urn);
            await program.Thing("third", "2");
        });

        Assert.Empty(_stack.Events.Errors);
        Assert.Equal(["~ third"], _stack.Rows);
        Assert.Equal("1", _stack["first"].Inputs.GetString("value"));
        Assert.Equal([TestStack.UrnOf("first")], _stack["second"].Dependencies);
        Assert.Equal(3, result.Counts[StepKind.Same]);
    }

    [Fact]
    public async Task Up_RemovalOfWhatIsLeftOut_CountsItAsTheSame()
    {
        await _stack.UpAsync(program => Task.WhenAll(program.Thing("a", "1"), program.Thing("b", "1")));
        Target("a");

        var result = await _stack.UpAsync(program => program.Thing("a", "2"));

        Assert.Equal((1, 2), (result.Counts[StepKind.Update], result.Counts[StepKind.Same]));
        Assert.NotNull(_stack["b"].Id);
    }

    [Fact]
    public async Task Destroy_OfATarget_CountsTheOthersAsTheSame()
    {
        await _stack.UpAsync(program => Task.WhenAll(program.Thing("a", "1"), program.Thing("b", "1")));
        Target("a");

        var result = await _stack.DestroyAsync();

        Assert.Equal((1, 2), (result.Counts[StepKind.Delete], result.Counts[StepKind.Same]));
    }

    private void Target(string name) => _stack.Options = _stack.Options with { Targets = [TestStack.UrnOf(name)] };
}
