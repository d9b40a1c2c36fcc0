using Engine.Deployments;
using Engine.Display;
using Engine.Properties;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Deploy;

/// <summary>What the engine will not do. A preview tells all of it, together with what it would have done.</summary>
public sealed class RefusalTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Preview_ReplacementOfTheProtected_IsRefusedAndShownAndTheRestToo()
    {
        await _stack.UpAsync(program => ProtectedAsync(program, "1"));

        var result = await _stack.PreviewAsync(program => ProtectedAsync(program, "2"));

        Assert.False(result.Succeeded);
        Assert.StartsWith($"unable to replace resource \"{TestStack.UrnOf("kept")}\"", _stack.Events.Errors[0]);
        Assert.Equal("preview failed", _stack.Events.Errors[^1]);
        Assert.Equal(["++ kept", "+- kept", "++ other", "+- other", "-- other", "-- kept"], _stack.Rows);
    }

    [Fact]
    public async Task Up_ReplacementOfTheProtected_EndsTheRun()
    {
        await _stack.UpAsync(program => ProtectedAsync(program, "1"));

        await _stack.UpAsync(program => ProtectedAsync(program, "2"));

        Assert.Single(_stack.Events.Errors);
        Assert.Empty(_stack.Operations);
    }

    [Fact]
    public async Task Preview_DeletionOfTheProtected_TellsAllOfThemAndDeletesTheOthers()
    {
        await _stack.UpAsync(program => Task.WhenAll(
            Thing(program, "one", protect: true), Thing(program, "two", protect: true), Thing(program, "three")));

        var result = await _stack.PreviewAsync(_ => Task.CompletedTask);

        Assert.False(result.Succeeded);
        Assert.Equal(2, _stack.Events.Errors.Count(error =>
            error.StartsWith("Preview failed: ") && error.Contains("because it is protected")));
        Assert.Equal(["- three"], _stack.Rows);
    }

    [Fact]
    public async Task Up_FailedCheck_IsNoFailedStep()
    {
        await _stack.UpAsync(program => program.Thing("a", "invalid"));

        Assert.Single(_stack.Events.Errors);
    }

    [Fact]
    public async Task Up_TwoHeirsOfOneResource_AreRefused()
    {
        await _stack.UpAsync(program => program.Thing("a", "1"));

        await _stack.UpAsync(async program =>
        {
            await Thing(program, "b", alias: "a");
            await Thing(program, "c", alias: "a");
        });

        Assert.StartsWith($"Duplicate resource alias '{TestStack.UrnOf("a")}' applied to resource with URN "
            + $"'{TestStack.UrnOf("c")}' conflicting with resource with URN '{TestStack.UrnOf("b")}'",
            _stack.Events.Errors[0]);
        Assert.DoesNotContain(_stack.State.Resources, state => state.Name == "c");
    }

    [Theory]
    [InlineData("a", "b", "Duplicate resource alias")]
    [InlineData("b", "a", "Duplicate resource URN")]
    public async Task Up_ResourceAndItsHeir_AreRefused(string first, string second, string error)
    {
        await _stack.UpAsync(program => program.Thing("a", "1"));

        await _stack.UpAsync(async program =>
        {
            await Thing(program, first, alias: first == "b" ? "a" : null);
            await Thing(program, second, alias: second == "b" ? "a" : null);
        });

        Assert.StartsWith(error, _stack.Events.Errors[0]);
    }

    [Fact]
    public async Task Up_IdAsASecretOutput_StaysPlain()
    {
        await _stack.UpAsync(program => program.Thing("a", Map(("id", "x"), ("value", "1")),
            request => request with { AdditionalSecretOutputs = ["id", "result"] }));

        Assert.Equal(("x", Secret("1!")),
            (_stack["a"].Outputs.GetString("id"), _stack["a"].Outputs["result"]));
        Assert.IsNotType<SecretValue>(_stack["a"].Outputs["id"]);
        Assert.StartsWith("The 'id' property cannot be made secret.", _stack.Events.Warnings[0]);
    }

    [Fact]
    public async Task Up_ProtectionOnly_IsTheSameAndShown()
    {
        await _stack.UpAsync(program => Thing(program, "a"));

        await _stack.UpAsync(program => Thing(program, "a", protect: true));

        var step = _stack.Events.Steps.Single(step => step.Name == "a");
        Assert.Equal((StepKind.Same, "[diff: ~protect]"), (step.Kind, ResourceText.Diff(step)));
        Assert.True(ResourceText.ChangesProtection(step));
    }

    private static Task Thing(TestProgram program, string name, bool protect = false, string? alias = null) =>
        program.Thing(name, Map(("value", "1")), request => request with
        {
            Protect = protect,
            Aliases = alias is null ? [] : [TestStack.UrnOf(alias)],
        });

    private static async Task ProtectedAsync(TestProgram program, string value)
    {
        await program.Thing("kept", Map(("force", value)), request => request with { Protect = true });
        await program.Thing("other", Map(("force", value)),
            request => request with { Dependencies = [TestStack.UrnOf("kept")] });
    }
}
