using Engine.Deployments;
using Engine.Planning;
using Engine.Properties;
using Engine.Protocol;
using static Engine.Tests.Providers.Operations;

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

    [Fact]
    public async Task Up_NewComponentThatIsLeftOut_IsNotMadeAndWhatNeedsItIsRefused()
    {
        Target("child");

        await _stack.UpAsync(async program =>
        {
            var group = await program.Component("group");
            await program.Monitor.RegisterResourceOutputsAsync(group.Urn, PropertyMap.Empty);
            await program.Thing("other", Map(("value", "1")), request => request with { Parent = group.Urn });
        });
        Assert.Equal([TestStack.Urn], _stack.State.Resources.Where(state => !Urns.IsProvider(state.Type))
            .Select(state => state.Urn));
        Assert.Equal(["Target 'urn:pulumi:s::p::test:index:Thing::child' could not be found in the stack. "
            + "Did you forget to escape $ in your shell?"], _stack.Events.Errors);

        await _stack.UpAsync(async program =>
        {
            var group = await program.Component("group");
            await program.Thing("child", Map(("value", "1")), request => request with { Dependencies = [group.Urn] });
        });
        Assert.Contains("which was not specified in --target list", _stack.Events.Errors[0]);
    }

    [Fact]
    public async Task Up_TargetDependents_AreTargetsToo()
    {
        await _stack.UpAsync(program => ThreeAsync(program, "1"));
        Target("a");
        _stack.Options = _stack.Options with { TargetDependents = true };

        await _stack.UpAsync(program => ThreeAsync(program, "2"));

        Assert.Equal(["~ a", "~ b"], _stack.Rows);
    }

    [Fact]
    public async Task Up_Excluded_StaysAndSoDoesWhatDependsOnIt()
    {
        await _stack.UpAsync(program => ThreeAsync(program, "1"));
        _stack.Options = _stack.Options with { Excludes = [TestStack.UrnOf("a")], ExcludeDependents = true };

        await _stack.UpAsync(program => ThreeAsync(program, "2"));

        Assert.Equal(["~ c"], _stack.Rows);
    }

    [Fact]
    public async Task Destroy_Excluded_StaysWithAllThatItNeeds()
    {
        await _stack.UpAsync(program => ThreeAsync(program, "1"));
        _stack.Options = _stack.Options with { Excludes = [TestStack.UrnOf("b")] };

        await _stack.DestroyAsync();

        Assert.Equal(["- c"], _stack.Rows);
        Assert.Equal(["p-s", "default_1_0_0", "a", "b"], _stack.State.Resources.Select(state => state.Name));
    }

    [Fact]
    public async Task Up_RemovedTargetThatOthersNeed_IsRefused()
    {
        await _stack.UpAsync(program => ThreeAsync(program, "1"));
        Target("a");

        await _stack.UpAsync(program => program.Thing("c", "1"));

        Assert.StartsWith($"Resource '{TestStack.UrnOf("b")}' will be destroyed but was not specified",
            _stack.Events.Errors[0]);
        Assert.Empty(_stack.Operations);
    }

    [Fact]
    public async Task Preview_OfADestroyThatTakesMore_TellsItAll()
    {
        await _stack.UpAsync(program => ThreeAsync(program, "1"));
        Target("a");
        _stack.Program = _stack.Program with { DryRun = true };

        await _stack.DestroyAsync();

        Assert.Equal(["- b", "- a"], _stack.Rows);
        Assert.Equal("preview failed", _stack.Events.Errors[^1]);
    }

    [Fact]
    public async Task Up_LeftOutThatNeedsWhatTheProgramNoLongerHas_StandsBehindIt()
    {
        await _stack.UpAsync(program => ThreeAsync(program, "1"));
        Target("c");

        var result = await _stack.UpAsync(async program =>
        {
            await program.Thing("b", "1");
            await program.Thing("c", "2");
        });

        Assert.Empty(_stack.Events.Errors);
        Assert.Equal(["p-s", "default_1_0_0", "a", "b", "c"], _stack.State.Resources.Select(state => state.Name));
        Assert.Equal(3, result.Counts[StepKind.Same]);
    }

    [Fact]
    public async Task Up_RenameOfATarget_IsFollowedByWhatIsLeftOut()
    {
        await _stack.UpAsync(program => ThreeAsync(program, "1"));
        Target("renamed");

        await _stack.UpAsync(async program =>
        {
            await program.Thing("renamed", Map(("value", "2")),
                request => request with { Aliases = [TestStack.UrnOf("a")] });
            await program.Thing("b", "1", TestStack.UrnOf("a"));
        });

        Assert.Empty(_stack.Events.Errors);
        Assert.Equal([TestStack.UrnOf("renamed")], _stack["b"].Dependencies);
    }

    [Fact]
    public async Task Up_LeftOutThatGoesWithATarget_ComesBackAsItWas()
    {
        await _stack.UpAsync(program => InOrderAsync(program, "1", "1"));
        Target("a");

        await _stack.UpAsync(program => InOrderAsync(program, "2", "2"));

        Assert.Equal(["-- b", "-- a", "+- a", "++ a", "+- b", "++ b"], _stack.Rows);
        Assert.Equal("1", _stack["b"].Inputs.GetString("value"));
    }

    [Theory]
    [InlineData("urn:pulumi:s::p::test:index:Group$test:*::a", true)]
    [InlineData("**Thing::a", true)]
    [InlineData("urn:pulumi:s::p::*::a", false)]
    public void Names_Wildcards_EndAtAColonOrNowhere(string pattern, bool named) => Assert.Equal(named, new TargetSet(
        new DeploymentOptions { Targets = [pattern] }).Names("urn:pulumi:s::p::test:index:Group$test:Thing::a"));

    private static async Task InOrderAsync(TestProgram program, string force, string value)
    {
        var first = await program.Thing(
            "a", Map(("force", force)), request => request with { DeleteBeforeReplace = true });
        await program.Thing("b", Map(("force", "id"), ("value", value)), request => request with
        {
            Dependencies = [first.Urn],
            PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["force"] = [first.Urn] },
        });
    }

    private static async Task ThreeAsync(TestProgram program, string value)
    {
        var first = await program.Thing("a", value);
        await program.Thing("b", value, first.Urn);
        await program.Thing("c", value);
    }

    private void Target(string name) => _stack.Options = _stack.Options with { Targets = [TestStack.UrnOf(name)] };
}
