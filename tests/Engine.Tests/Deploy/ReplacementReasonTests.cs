using Engine.Deployments;
using Engine.Display;
using Engine.Handlers;
using Engine.Planning;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Deploy;

/// <summary>What a replacement is for, and what it takes along.</summary>
public sealed class ReplacementReasonTests
{
    private readonly TestStack _stack = new();

    [Theory]
    [InlineData("value", "value")]
    [InlineData("*", "value")]
    public async Task Up_ReplaceOnChanges_MakesTheChangeAReplacementForIt(string pattern, string reason)
    {
        Task Program(TestProgram program, string value) => program.Thing("a", Map(("value", value)),
            request => request with { ReplaceOnChanges = [pattern] });
        await _stack.UpAsync(program => Program(program, "1"));

        await _stack.UpAsync(program => Program(program, "2"));

        var step = _stack.Events.Steps.Single(step => step.Kind == StepKind.Replace);
        Assert.Equal([reason], step.Diff.ReplaceKeys);
        Assert.True(step.Diff.Changes["value"].Replace);
    }

    [Fact]
    public void Replacing_ElementOfAList_DoesNotBlameTheList()
    {
        var diff = new DiffResult(true, new Dictionary<string, PropertyDiff>
        {
            ["triggers[0]"] = new(DiffKind.Update),
            ["create"] = new(DiffKind.Update),
        });

        var replacing = Goal.Replacing(["triggers[*]"], diff);

        Assert.True(replacing.Replaces);
        Assert.Empty(replacing.ReplaceKeys);
        Assert.Equal((true, false), (replacing.Changes["triggers[0]"].Replace, replacing.Changes["create"].Replace));
    }

    [Fact]
    public async Task Up_HolderReplaced_ReplacesWhatIsDeletedWithItForThatAlone()
    {
        await _stack.UpAsync(program => HeldAsync(program, "1", "1"));

        await _stack.UpAsync(program => HeldAsync(program, "2", "2"));

        var step = _stack.Events.Steps.Single(step => step is { Kind: StepKind.Replace, Name: "held" });
        Assert.Equal(["deletedWith"], step.Diff.ReplaceKeys);
        Assert.Empty(step.Diff.Changes);
        Assert.Equal("[diff: ~value]", ResourceText.Diff(step));
        Assert.DoesNotContain("delete held", _stack.Operations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Up_Replacement_AsAWholeTellsOfTheNewInstance(bool deletesBefore)
    {
        _stack.Provider.DeletesBeforeReplace = deletesBefore;
        await _stack.UpAsync(program => program.Thing("a", Map(("force", "1"))));

        await _stack.UpAsync(program => program.Thing("a", Map(("force", "2"))));

        var whole = _stack.Events.Steps.Single(step => step.Kind == StepKind.Replace).New!;
        Assert.Equal("2", whole.Inputs.GetString("force"));
        Assert.Equal(deletesBefore ? null : "a-2", whole.Id);
    }

    [Fact]
    public async Task DeleteBeforeReplace_OfAHolder_TakesAlongWhatIsDeletedWithIt()
    {
        await _stack.UpAsync(program => HeldAsync(program, "1", "1"));
        _stack.Provider.DeletesBeforeReplace = true;

        await _stack.UpAsync(program => HeldAsync(program, "2", "1"));

        Assert.Equal(["-- held", "-- holder", "+- holder", "++ holder", "+- held", "++ held"], _stack.Rows);
        Assert.Equal(["delete holder", "create holder", "create held"], _stack.Operations);
    }

    [Fact]
    public async Task DeleteBeforeReplace_DependentsOfWhatNoLongerDependsOnIt_Stay()
    {
        await _stack.UpAsync(program => ChainAsync(program, "1", depends: true));

        await _stack.UpAsync(program => ChainAsync(program, "2", depends: false));

        Assert.DoesNotContain("delete last", _stack.Operations);
        Assert.Equal(["+- first", "++ first"], _stack.Rows.Where(row => !row.StartsWith("--")));
    }

    private static async Task HeldAsync(TestProgram program, string holder, string held)
    {
        var holding = await program.Thing("holder", Map(("force", holder)));
        await program.Thing("held", Map(("value", held)), request => request with
        {
            DeletedWith = holding.Urn,
            Dependencies = [holding.Urn],
        });
    }

    /// <summary>The middle one comes first once it does not take the first one's value any more.</summary>
    private static async Task ChainAsync(TestProgram program, string force, bool depends)
    {
        var middle = TestStack.UrnOf("middle");
        if (!depends)
            await program.Thing("middle", Map(("force", "id")));
        await program.Thing("first", Map(("force", force)), request => request with { DeleteBeforeReplace = true });
        if (depends)
            await Forced(program, "middle", TestStack.UrnOf("first"));
        await Forced(program, "last", middle);
    }

    private static Task Forced(TestProgram program, string name, string needed) =>
        program.Thing(name, Map(("force", "id")), request => request with
        {
            Dependencies = [needed],
            PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["force"] = [needed] },
        });
}
