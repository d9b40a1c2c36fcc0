using Engine.Deployments;
using Engine.Display;
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

    [Fact]
    public async Task Refresh_TellsOfWhatAnUpdateWouldUndoAndTakesTheRestOver()
    {
        await _stack.UpAsync(async program =>
        {
            await program.Thing("inputs", "1");
            await program.Thing("outputs", "1");
        });
        var before = (_stack["inputs"], _stack["outputs"]);
        _stack.Provider.World["inputs-1"] = new PropertyMap([new("value", "1"), new("more", "2")]);
        _stack.Provider.Seen = "seen";

        var result = await _stack.RefreshAsync();

        Assert.Equal((1, 2), (result.Counts[StepKind.Update], result.Counts[StepKind.Same]));
        Assert.Equal(["~ inputs"], _stack.Rows);
        Assert.Equal("[diff: +more]", ResourceText.Diff(_stack.Events.Steps.Single(step => step.Name == "inputs")));
        Assert.Equal("seen", _stack["outputs"].Outputs.GetString("seen"));
        Assert.True(_stack["outputs"].Modified > before.Item2.Modified);
        Assert.Equal(before.Item1.Created, _stack["inputs"].Created);
    }

    [Fact]
    public async Task Refresh_ParentGone_LeavesItsChildrenToTheirGrandparent()
    {
        await _stack.UpAsync(async program =>
        {
            var group = await program.Component("group");
            var parent = await program.Thing("parent", Value, request => request with { Parent = group.Urn });
            await program.Thing("child", Value, request => request with { Parent = parent.Urn });
        });
        _stack.Provider.World.TryRemove("parent-1", out _);

        await _stack.RefreshAsync();

        Assert.Equal(_stack["group"].Urn, _stack["child"].Parent);
    }

    [Fact]
    public async Task Refresh_OneThatCannotBeRead_KeepsItAndReadsTheOthers()
    {
        await _stack.UpAsync(async program =>
        {
            await program.Thing("bad", "1");
            await program.Thing("gone", "1");
        });
        _stack.Provider.World.TryRemove("gone-2", out _);
        _stack.Provider.Unreadable = "bad-1";

        var result = await _stack.RefreshAsync();

        Assert.False(result.Succeeded);
        Assert.Equal(["it cannot be read", "update failed"], _stack.Events.Errors);
        Assert.NotNull(_stack["bad"]);
        Assert.DoesNotContain(_stack.State.Resources, state => state.Name == "gone");
    }

    [Fact]
    public async Task Refresh_TargetThatIsNotThere_ReadsNothing()
    {
        await _stack.UpAsync(program => program.Thing("a", "1"));
        _stack.Provider.World.Clear();
        _stack.Options = _stack.Options with { Targets = [TestStack.UrnOf("b")] };

        await _stack.RefreshAsync();

        Assert.Single(_stack.Events.Errors, error => error.Contains("could not be found in the stack"));
        Assert.NotNull(_stack["a"]);
    }

    private static PropertyMap Value => new([new("value", "1")]);

    private static async Task Chain(TestProgram program)
    {
        var first = await program.Thing("a", "1");
        var second = await program.Thing("b", "2", first.Urn);
        await program.Thing("c", "3", second.Urn);
    }
}
