using Engine.Deploy;
using Engine.Properties;

namespace Engine.Tests.Deploy;

public sealed class DestroyAndRefreshTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Destroy_WholeStack_DeletesInReverseOrderTheStackLast()
    {
        await _stack.UpAsync(Chain);

        var result = await _stack.DestroyAsync();

        Assert.Equal(["delete c", "delete b", "delete a"], _stack.Operations);
        Assert.Equal("p-s", _stack.Events.Steps[^1].Name);
        Assert.Equal(4, result.Counts[StepKind.Delete]);
        Assert.Empty(_stack.State.Resources);
    }

    [Fact]
    public async Task Destroy_Target_NeedsItsDependentsNamedOrTakenAlong()
    {
        await _stack.UpAsync(Chain);
        _stack.Options = _stack.Options with { Targets = [TestStack.UrnOf("b")] };

        Assert.False((await _stack.DestroyAsync()).Succeeded);
        Assert.Empty(_stack.Operations);

        _stack.Options = _stack.Options with { TargetDependents = true };
        Assert.True((await _stack.DestroyAsync()).Succeeded);
        Assert.Equal(["delete c", "delete b"], _stack.Operations);
    }

    [Fact]
    public async Task Destroy_Protected_Refuses()
    {
        await _stack.UpAsync(program =>
            program.Thing("a", PropertyMap.Empty, request => request with { Protect = true }));

        Assert.False((await _stack.DestroyAsync()).Succeeded);
        Assert.Empty(_stack.Operations);
    }

    [Fact]
    public async Task Up_Target_LeavesEverythingElseAlone()
    {
        await _stack.UpAsync(async program =>
        {
            await program.Thing("a", "1");
            await program.Thing("b", "1");
            await program.Thing("gone", "1");
        });
        _stack.Options = _stack.Options with { Targets = ["**::a"] };

        await _stack.UpAsync(async program =>
        {
            await program.Thing("a", "2");
            await program.Thing("b", "2");
            await program.Thing("new", "2");
        });

        Assert.Equal(["~ a"], _stack.Rows);
        Assert.Equal("1", _stack["b"].Inputs.GetString("value"));
        Assert.NotNull(_stack["gone"]);
    }

    [Fact]
    public async Task Up_TargetNeedsSomethingNewThatIsNoTarget_Fails()
    {
        _stack.Options = _stack.Options with { Targets = ["**::b"] };

        var result = await _stack.UpAsync(async program =>
        {
            var first = await program.Thing("a", "1");
            await program.Thing("b", "1", first.Urn);
        });

        Assert.False(result.Succeeded);
        Assert.Contains(_stack.Events.Errors, error => error.Contains("was not specified in --target list"));
    }

    [Fact]
    public async Task Refresh_TakesOverWhatIsAndForgetsWhatIsGone()
    {
        await _stack.UpAsync(async program =>
        {
            await program.Thing("same", "1");
            await program.Thing("changed", "1");
            var gone = await program.Thing("gone", "1");
            await program.Thing("dependent", "1", gone.Urn);
        });
        _stack.Provider.World["changed-2"] = new PropertyMap([new("value", "other")]);
        _stack.Provider.World.TryRemove("gone-3", out _);

        var result = await _stack.RefreshAsync();

        Assert.True(result.Succeeded);
        Assert.Equal("other!", _stack["changed"].Outputs.GetString("result"));
        Assert.DoesNotContain(_stack.State.Resources, state => state.Name == "gone");
        Assert.Empty(_stack["dependent"].Dependencies);
        Assert.Equal((1, 1), (result.Counts[StepKind.Update], result.Counts[StepKind.Delete]));
        // One write: a state in between could hold a resource that depends on one that is gone.
        Assert.Equal(Assert.Single(_stack.Store.Saves).Resources, _stack.State.Resources);
    }

    private static async Task Chain(TestProgram program)
    {
        var first = await program.Thing("a", "1");
        var second = await program.Thing("b", "2", first.Urn);
        await program.Thing("c", "3", second.Urn);
    }
}
