using Engine.Deployments;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Tests.Deploy;

/// <summary>Which steps a change leads to, and in which order.</summary>
public sealed class PlanningTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Up_NewResources_AreCreatedInDependencyOrder()
    {
        var result = await _stack.UpAsync(async program =>
        {
            var first = await program.Thing("a", "1");
            await program.Thing("b", "2", first.Urn);
        });

        Assert.True(result.Succeeded, string.Join('\n', _stack.Events.Errors));
        Assert.Equal(["create a", "create b"], _stack.Operations);
        Assert.Equal(3, result.Counts[StepKind.Create]);
        Assert.Equal(["p-s", "default_1_0_0", "a", "b"], _stack.State.Resources.Select(state => state.Name));
        Assert.Equal("1!", _stack["a"].Outputs.GetString("result"));
    }

    [Fact]
    public async Task Up_NothingChanged_TouchesAndWritesNothing()
    {
        await _stack.UpAsync(program => program.Thing("a", "1"));

        var result = await _stack.UpAsync(program => program.Thing("a", "1"));

        Assert.Empty(_stack.Rows);
        Assert.False(result.StateChanged);
        Assert.Empty(_stack.Store.Saves);
        Assert.Equal(2, result.Counts[StepKind.Same]);
    }

    [Fact]
    public async Task Up_InputChanged_Updates()
    {
        await _stack.UpAsync(program => program.Thing("a", "1"));
        var before = _stack["a"];

        await _stack.UpAsync(program => program.Thing("a", "2"));

        Assert.Equal(["~ a"], _stack.Rows);
        Assert.Equal((before.Id, before.Created, "2!"),
            (_stack["a"].Id, _stack["a"].Created, _stack["a"].Outputs.GetString("result")));
        Assert.True(_stack["a"].Modified > before.Modified);
    }

    [Fact]
    public async Task Up_ReplacingChange_CreatesTheNewBeforeItDeletesTheOld()
    {
        await _stack.UpAsync(program => Forced(program, "1"));

        await _stack.UpAsync(program => Forced(program, "2"));

        Assert.Equal(["++ a", "+- a", "-- a"], _stack.Rows);
        Assert.Equal(["create a", "delete a"], _stack.Operations);
        Assert.Equal("a-2", _stack["a"].Id);
        Assert.Equal(["a-2"], _stack.Provider.World.Keys);
    }

    [Fact]
    public async Task Up_ReplacementDeletesFirst_DeletesReplacedDependentsAndLeavesUpdatedOnes()
    {
        async Task Program(TestProgram program, string value)
        {
            var first = await Forced(program, value, request => request with { DeleteBeforeReplace = true });
            await program.Thing("updated", first.Outputs.GetString("result") ?? "?", first.Urn);
            await program.Thing("replaced", new PropertyMap([new("force", value)]), request => request with
            {
                Dependencies = [first.Urn],
                PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["force"] = [first.Urn] },
            });
        }
        await _stack.UpAsync(program => Program(program, "1"));

        await _stack.UpAsync(program => Program(program, "2"));

        Assert.Equal(["-- replaced", "-- a", "+- a", "++ a", "~ updated", "+- replaced", "++ replaced"], _stack.Rows);
        Assert.DoesNotContain(_stack.State.Resources, state => state.PendingReplacement || state.Delete);
    }

    [Fact]
    public async Task Up_RemovedResources_AreDeletedInReverseDependencyOrder()
    {
        await _stack.UpAsync(async program =>
        {
            var first = await program.Thing("a", "1");
            var second = await program.Thing("b", "2", first.Urn);
            await program.Thing("c", "3", second.Urn);
        });

        await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Equal(["delete c", "delete b", "delete a"], _stack.Operations);
        Assert.Equal(["p-s"], _stack.State.Resources.Select(state => state.Name));
    }

    [Fact]
    public async Task Up_DeletedWithTargetReplaced_ReplacesTheHolderWithoutDeletingIt()
    {
        async Task Program(TestProgram program, string value)
        {
            var target = await Forced(program, value);
            await program.Thing("holder", PropertyMap.Empty, request => request with
            {
                DeletedWith = target.Urn,
                Dependencies = [target.Urn],
            });
        }
        await _stack.UpAsync(program => Program(program, "1"));

        await _stack.UpAsync(program => Program(program, "2"));

        Assert.Equal(["++ a", "+- a", "++ holder", "+- holder", "-- holder", "-- a"], _stack.Rows);
        Assert.Equal(["create a", "create holder", "delete a"], _stack.Operations);
    }

    [Fact]
    public async Task Up_ComponentOptions_AreInheritedByItsChildren()
    {
        await _stack.UpAsync(async program =>
        {
            var target = await program.Thing("target", "1");
            var group = await program.Component("group", request => request with
            {
                Protect = true,
                RetainOnDelete = true,
                DeletedWith = target.Urn,
            });
            await program.Thing("child", PropertyMap.Empty, request => request with { Parent = group.Urn });
        });

        var child = _stack["child"];
        Assert.Equal((true, true, TestStack.UrnOf("target")), (child.Protect, child.RetainOnDelete, child.DeletedWith));
        Assert.Equal("urn:pulumi:s::p::test:index:Group$test:index:Thing::child", child.Urn);
    }

    [Fact]
    public async Task Up_ProtectedResourceRemoved_FailsAndDeletesNothing()
    {
        await _stack.UpAsync(async program =>
        {
            await program.Thing("a", PropertyMap.Empty, request => request with { Protect = true });
            await program.Thing("b", "1");
        });

        var result = await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.False(result.Succeeded);
        Assert.Empty(_stack.Operations);
        Assert.Equal(
            $"resource \"{TestStack.UrnOf("a")}\" cannot be deleted\n"
            + "because it is protected. To unprotect the resource, either remove the `protect` flag from the resource "
            + "in your Pulumi program and run `pulumi up`, or use the command:\n"
            + $"`pulumi state unprotect '{TestStack.UrnOf("a")}'`", _stack.Events.Errors[0]);
    }

    [Fact]
    public async Task Up_ProtectedResourceReplaced_FailsUnlessProtectionIsLiftedWithIt()
    {
        Task Program(TestProgram program, string value, bool protect) =>
            Forced(program, value, request => request with { Protect = protect });
        await _stack.UpAsync(program => Program(program, "1", true));

        Assert.False((await _stack.UpAsync(program => Program(program, "2", true))).Succeeded);
        Assert.StartsWith($"unable to replace resource \"{TestStack.UrnOf("a")}\"\nas it is", _stack.Events.Errors[0]);
        Assert.True((await _stack.UpAsync(program => Program(program, "2", false))).Succeeded);
    }

    [Fact]
    public async Task Up_IgnoredChange_HoldsForUpdatesAndNotForReplacements()
    {
        Task Program(TestProgram program, string value, string force) => program.Thing("a",
            new PropertyMap([new("value", value), new("force", force)]),
            request => request with { IgnoreChanges = ["value"] });
        await _stack.UpAsync(program => Program(program, "1", "x"));

        await _stack.UpAsync(program => Program(program, "2", "x"));
        Assert.Empty(_stack.Rows);
        Assert.Equal("1", _stack["a"].Inputs.GetString("value"));

        await _stack.UpAsync(program => Program(program, "2", "y"));
        Assert.Equal(["++ a", "+- a", "-- a"], _stack.Rows);
        Assert.Equal("2", _stack["a"].Inputs.GetString("value"));
    }

    [Fact]
    public async Task Up_ReplaceOnChanges_TurnsAnUpdateIntoAReplacement()
    {
        Task Program(TestProgram program, string value) => program.Thing("a",
            new PropertyMap([new("value", value)]), request => request with { ReplaceOnChanges = ["value"] });
        await _stack.UpAsync(program => Program(program, "1"));

        await _stack.UpAsync(program => Program(program, "2"));

        Assert.Equal(["++ a", "+- a", "-- a"], _stack.Rows);
    }

    [Fact]
    public async Task Up_RetainedResourceRemoved_IsForgottenAndNotDeleted()
    {
        await _stack.UpAsync(program =>
            program.Thing("a", PropertyMap.Empty, request => request with { RetainOnDelete = true }));

        await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Equal(["- a"], _stack.Rows);
        Assert.Empty(_stack.Operations);
        Assert.Single(_stack.Provider.World);
    }

    [Fact]
    public async Task Up_AliasOfAKnownResource_KeepsItUnderItsNewUrn()
    {
        await _stack.UpAsync(async program =>
        {
            var old = await program.Thing("old", "1");
            await program.Thing("dependent", "2", old.Urn);
        });

        await _stack.UpAsync(async program =>
        {
            var renamed = await program.Thing("new", new PropertyMap([new("value", "1")]),
                request => request with { Aliases = [TestStack.UrnOf("old")] });
            await program.Thing("dependent", "2", renamed.Urn);
        });

        Assert.Empty(_stack.Rows);
        Assert.Equal("old-1", _stack["new"].Id);
        Assert.DoesNotContain(_stack.State.Resources, state => state.Name == "old");
    }

    [Fact]
    public async Task Up_SameUrnTwice_Fails()
    {
        var result = await _stack.UpAsync(async program =>
        {
            await program.Thing("a", "1");
            await program.Thing("a", "2");
        });

        Assert.False(result.Succeeded);
        Assert.Contains(
            $"Duplicate resource URN '{TestStack.UrnOf("a")}'; try giving it a unique name", _stack.Events.Errors);
    }

    [Fact]
    public async Task Up_CheckFails_NamesResourceAndProperty()
    {
        var result = await _stack.UpAsync(program => program.Thing("a", "invalid"));

        Assert.False(result.Succeeded);
        Assert.Contains(
            "test:index:Thing resource 'a': property value value {invalid} has a problem: it is not valid",
            _stack.Events.Errors);
        Assert.Empty(_stack.Operations);
    }

    [Fact]
    public async Task Up_SecretInputsAndAdditionalSecretOutputs_MakeOutputsSecret()
    {
        await _stack.UpAsync(program => program.Thing("a",
            new PropertyMap([new("value", "1"), new("password", new SecretValue("x"))]),
            request => request with { AdditionalSecretOutputs = ["result", "absent"] }));

        Assert.Equal(new SecretValue("1!"), _stack["a"].Outputs["result"]);
        Assert.Equal(new SecretValue("x"), _stack["a"].Outputs["password"]);
        Assert.Equal("1", ((StringValue)_stack["a"].Outputs["value"]).Value);
    }

    [Fact]
    public async Task Up_DefaultProvider_IsHiddenUncountedAndKeepsItsId()
    {
        var result = await _stack.UpAsync(program => program.Thing("a", "1"));
        var provider = _stack["default_1_0_0"];
        Assert.Equal("urn:pulumi:s::p::pulumi:providers:test::default_1_0_0", provider.Urn);
        Assert.Null(provider.Parent);
        Assert.Equal($"{provider.Urn}::{provider.Id}", _stack["a"].Provider);
        Assert.Equal(["version"], provider.Outputs.Keys);
        Assert.Equal(["__internal", "version"], provider.Inputs.Keys);
        Assert.Equal(2, result.Counts[StepKind.Create]);

        await _stack.UpAsync(program => program.Thing("b", "1"));
        Assert.Equal(provider.Id, _stack["default_1_0_0"].Id);
    }

    [Fact]
    public async Task Up_ExplicitProvider_IsAResourceOfItsOwn()
    {
        await _stack.UpAsync(async program =>
        {
            var provider = await program.Monitor.RegisterResourceAsync(new RegisterResourceRequest
            {
                Type = "pulumi:providers:test",
                Name = "mine",
                Custom = true,
                Parent = TestStack.Urn,
            });
            await program.Thing("a", PropertyMap.Empty,
                request => request with { Provider = $"{provider.Urn}::{provider.Id}" });
        });

        Assert.Equal(["+ mine", "+ a"], _stack.Rows);
        Assert.Equal($"{_stack["mine"].Urn}::{_stack["mine"].Id}", _stack["a"].Provider);
    }

    [Fact]
    public async Task Up_MetadataChanged_IsASameThatIsStored()
    {
        await _stack.UpAsync(program => program.Thing("a", "1"));

        var result = await _stack.UpAsync(program =>
            program.Thing("a", new PropertyMap([new("value", "1")]), request => request with { Protect = true }));

        Assert.Empty(_stack.Rows);
        Assert.True(result.StateChanged);
        Assert.True(_stack.Store.Saves[^1].Resources.Single(state => state.Name == "a").Protect);
    }

    [Fact]
    public async Task Up_PendingReplacementOfAnEarlierRun_OnlyCreatesTheNew()
    {
        await _stack.UpAsync(program => program.Thing("a", "1"));
        _stack.State = _stack.State with
        {
            Resources = [.. _stack.State.Resources.Select(state =>
                state.Name == "a" ? state with { PendingReplacement = true } : state)],
        };

        await _stack.UpAsync(program => program.Thing("a", "1"));

        Assert.Equal(["+- a", "++ a"], _stack.Rows);
        Assert.Equal(["create a"], _stack.Operations);
        Assert.False(_stack["a"].PendingReplacement);
    }

    [Fact]
    public async Task Preview_OfAnything_TouchesNothing()
    {
        await _stack.UpAsync(program => program.Thing("gone", "1"));
        var state = _stack.State;
        _stack.Provider.Operations.Clear();

        var result = await _stack.PreviewAsync(async program =>
        {
            var created = await program.Thing("a", "1");
            Assert.Null(created.Id);
            Assert.IsType<ComputedValue>(created.Outputs["result"]);
        });

        Assert.Equal(["+ a", "- gone"], _stack.Rows);
        Assert.Empty(_stack.Operations);
        Assert.Same(state, _stack.State);
        Assert.True(result.HasChanges);
    }

    private static Task<RegisterResourceResult> Forced(
        TestProgram program, string value, Func<RegisterResourceRequest, RegisterResourceRequest>? change = null) =>
        program.Thing("a", new PropertyMap([new("force", value), new("value", value)]), change);
}
