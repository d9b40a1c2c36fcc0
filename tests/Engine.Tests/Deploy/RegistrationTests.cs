using Engine.Deployments;
using Engine.Display;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Tests.Deploy;

/// <summary>What the engine makes of a registration beside its inputs.</summary>
public sealed class RegistrationTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Provider_VersionOfItsClass_IsAnInputAndAnOutput()
    {
        await _stack.UpAsync(ExplicitAsync);

        Assert.Equal("1.2.3", _stack["mine"].Inputs.GetString("version"));
        Assert.Equal("1.2.3", _stack["mine"].Outputs.GetString("version"));
        Assert.Equal(["host"], _stack["mine"].PropertyDependencies.Keys);
        Assert.Empty(_stack["default_1_0_0"].PropertyDependencies);
        Assert.False((await _stack.UpAsync(ExplicitAsync)).HasChanges);
    }

    [Fact]
    public async Task Preview_ProviderThatIsNotThere_HasNoIdYet()
    {
        RegisterResourceResult? provider = null;
        await _stack.PreviewAsync(async program => provider = await ExplicitAsync(program));

        Assert.Null(provider!.Id);
        Assert.EndsWith("default_1_0_0::" + Sentinels.Unknown,
            _stack.Events.Steps.Single(step => step.Name == "thing").New!.Provider);
    }

    [Fact]
    public async Task Import_OfWhatTheStateDoesNotHold_IsRefusedAndCreatesNothing()
    {
        await _stack.UpAsync(program => ImportAsync(program, "there-1"));

        Assert.Contains("to import 'there-1' takes the Pulumi CLI", _stack.Events.Errors[0]);
        Assert.Empty(_stack.Operations);
    }

    [Fact]
    public async Task Import_OfWhatTheStateHolds_IsNoMatter()
    {
        await _stack.UpAsync(program => program.Thing("a", "1"));

        await _stack.UpAsync(program => ImportAsync(program, _stack["a"].Id!));

        Assert.Empty(_stack.Events.Errors);
    }

    [Fact]
    public async Task DeleteBeforeReplace_DependentThatIgnoresTheChange_Stays()
    {
        await _stack.UpAsync(program => ChainAsync(program, "1"));

        await _stack.UpAsync(program => ChainAsync(program, "2"));

        Assert.Equal(["-- first", "+- first", "++ first"], _stack.Rows);
    }

    [Fact]
    public async Task Replacement_DeletionOfTheOriginal_TellsWhatChanged()
    {
        await _stack.UpAsync(program => program.Thing("a", new PropertyMap([new("force", "1")])));

        await _stack.UpAsync(program => program.Thing("a", new PropertyMap([new("force", "2")])));

        Assert.Equal("[diff: ~force]",
            ResourceText.Diff(_stack.Events.Steps.Single(step => step.Kind == StepKind.DeleteReplaced)));
    }

    private static async Task ChainAsync(TestProgram program, string force)
    {
        var first = await program.Thing("first", new PropertyMap([new("force", force)]),
            request => request with { DeleteBeforeReplace = true });
        await program.Thing("second", new PropertyMap([new("force", first.Outputs["made"])]),
            request => request with
            {
                Dependencies = [first.Urn],
                PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["force"] = [first.Urn] },
                IgnoreChanges = ["force"],
            });
    }

    private static Task<RegisterResourceResult> ImportAsync(TestProgram program, string id) =>
        program.Thing("a", new PropertyMap([new("value", "1")]), request => request with { ImportId = id });

    private static async Task<RegisterResourceResult> ExplicitAsync(TestProgram program)
    {
        await program.Thing("thing", "1");
        return await program.Monitor.RegisterResourceAsync(new RegisterResourceRequest
        {
            Type = "pulumi:providers:test",
            Name = "mine",
            Custom = true,
            Parent = TestStack.Urn,
            Inputs = new PropertyMap([new("host", "h")]),
            Version = "1.2.3",
        });
    }
}
