using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;
using Engine.State;

namespace Engine.Tests.Deploy;

/// <summary>What remains after failures, interruptions and deaths.</summary>
public sealed class FailureTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Up_CreateFails_LeavesNothingOfItAndStopsWhatDependsOnIt()
    {
        _stack.Provider.Before = (operation, _) =>
            operation == "create a" ? throw new ProviderException("exit status 3") : Task.CompletedTask;

        var result = await _stack.UpAsync(async program =>
        {
            var first = await program.Thing("a", "1");
            await program.Thing("b", "2", first.Urn);
        });

        Assert.False(result.Succeeded);
        Assert.Equal(["exit status 3", "update failed"], _stack.Events.Errors);
        Assert.DoesNotContain(_stack.State.Resources, state => state.Name is "a" or "b");
        Assert.Empty(_stack.State.PendingOperations);
    }

    [Fact]
    public async Task Up_UpdateFails_KeepsTheOldStateAndTheOldStackOutputs()
    {
        await _stack.UpAsync(async program =>
        {
            await program.Thing("a", "1");
            await program.StackOutputs(("kept", "old"), ("changed", "old"));
        });
        _stack.Provider.Before = (_, _) => throw new ProviderException("no");

        await _stack.UpAsync(async program =>
        {
            try
            {
                await program.Thing("a", "2");
            }
            finally
            {
                await program.StackOutputs(("changed", "new"));
            }
        });

        Assert.Equal("1", _stack["a"].Inputs.GetString("value"));
        Assert.Equal(("old", "new"),
            (_stack["p-s"].Outputs.GetString("kept"), _stack["p-s"].Outputs.GetString("changed")));
    }

    [Fact]
    public async Task Up_OneStepFails_LetsRunningOnesFinishAndStartsNoMore()
    {
        var bothRun = new TaskCompletionSource();
        var failed = new TaskCompletionSource();
        _stack.Provider.Before = async (operation, _) =>
        {
            if (operation == "create slow")
            {
                bothRun.SetResult();
                await failed.Task;
            }
            if (operation == "create bad")
            {
                await bothRun.Task;
                throw new ProviderException("bad");
            }
        };

        await _stack.UpAsync(async program =>
        {
            var slow = program.Thing("slow", "1");
            await Assert.ThrowsAsync<DeploymentFailedException>(() => program.Thing("bad", "1"));
            await Assert.ThrowsAsync<DeploymentFailedException>(() => program.Thing("later", "1"));
            failed.SetResult();
            await slow;
        });

        Assert.Equal(["create slow"], _stack.Operations);
        Assert.NotNull(_stack["slow"].Id);
    }

    [Fact]
    public async Task Up_ContinueOnError_GoesOnWithIndependentsDeletionsToo()
    {
        await _stack.UpAsync(program => program.Thing("old", "1"));
        _stack.Options = _stack.Options with { ContinueOnError = true };
        _stack.Provider.Before = (operation, _) =>
            operation == "create bad" ? throw new ProviderException("bad") : Task.CompletedTask;

        var result = await _stack.UpAsync(async program =>
        {
            await Assert.ThrowsAsync<DeploymentFailedException>(() => program.Thing("bad", "1"));
            await program.Thing("independent", "1");
        });

        Assert.False(result.Succeeded);
        Assert.Equal(["create independent", "delete old"], _stack.Operations);
    }

    [Fact]
    public async Task Up_ContinueOnError_KeepsWhatTheFailedOneAndItsDependentsNeed()
    {
        await _stack.UpAsync(async program =>
        {
            var needed = await program.Thing("needed", "1");
            var fails = await program.Thing("fails", "1", needed.Urn);
            await program.Thing("waits", "1", fails.Urn);
            await program.Thing("other", "1");
        });
        _stack.Options = _stack.Options with { ContinueOnError = true };
        _stack.Provider.Before = (operation, _) =>
            operation == "update fails" ? throw new ProviderException("bad") : Task.CompletedTask;

        await _stack.UpAsync(program =>
            Assert.ThrowsAsync<DeploymentFailedException>(() => program.Thing("fails", "2")));

        Assert.Equal(["delete other"], _stack.Operations);
        Assert.Equal(["fails", "needed", "waits"], _stack.State.Resources
            .Where(state => state.Type == "test:index:Thing").Select(state => state.Name).Order());
    }

    [Theory]
    [InlineData("invalid")]
    [InlineData("throw")]
    public async Task Up_ContinueOnErrorOfAProgramThatEndedEarly_DeletesNothing(string value)
    {
        await _stack.UpAsync(program => program.Thing("old", "1"));
        _stack.Options = _stack.Options with { ContinueOnError = true };

        await _stack.UpAsync(program => value == "throw"
            ? throw new InvalidOperationException("the program's own")
            : program.Thing("new", value));

        Assert.Empty(_stack.Operations);
    }

    [Fact]
    public async Task Up_FailsAfterTheStackOutputs_KeepsTheOldOnesBesideTheNew()
    {
        await _stack.UpAsync(program => program.StackOutputs(("kept", "old"), ("changed", "old")));
        _stack.Provider.Before = (_, _) => throw new ProviderException("no");

        await _stack.UpAsync(async program =>
        {
            await program.StackOutputs(("changed", "new"));
            await program.Thing("a", "1");
        });

        Assert.Equal(("old", "new"),
            (_stack["p-s"].Outputs.GetString("kept"), _stack["p-s"].Outputs.GetString("changed")));
    }

    [Fact]
    public async Task Up_Stopped_LetsWhatRunsEndAndStartsNoMore()
    {
        using var stop = new CancellationTokenSource();
        _stack.Provider.Before = async (operation, context) =>
        {
            await stop.CancelAsync();
            Assert.False(context.Cancellation.IsCancellationRequested);
        };

        var result = await _stack.UpAsync(async program =>
        {
            await program.Thing("a", "1");
            await program.Thing("b", "1");
        }, stop.Token);

        Assert.False(result.Succeeded);
        Assert.Equal(["create a"], _stack.Operations);
        var saved = _stack.Store.Saves[^1];
        Assert.Contains(saved.Resources, state => state.Name == "a");
        Assert.Empty(saved.PendingOperations);
        Assert.Equal(["update canceled"], _stack.Events.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Up_Cut_EndsWithoutTheOperationAndLeavesItPending(bool heedful)
    {
        using var stop = new CancellationTokenSource();
        using var cut = new CancellationTokenSource();
        _stack.Provider.Before = async (operation, context) =>
        {
            await stop.CancelAsync();
            await cut.CancelAsync();
            await Task.Delay(Timeout.Infinite, heedful ? context.Cancellation : CancellationToken.None);
        };

        await _stack.UpAsync(program => program.Thing("a", "1"), stop.Token, cut: cut.Token)
            .WaitAsync(TimeSpan.FromSeconds(60));

        var pending = Assert.Single(_stack.State.PendingOperations);
        Assert.Equal((PendingOperationKind.Creating, "a"), (pending.Kind, pending.Resource.Name));
        _stack.Provider.Before = (_, _) => Task.CompletedTask;
        await _stack.UpAsync(program => program.Thing("a", "1"));
        Assert.Contains("a, interrupted while creating", Assert.Single(_stack.Events.Warnings));
    }

    [Fact]
    public async Task Up_StoppedProgramThatNeverEnds_IsLeftBehind()
    {
        using var stop = new CancellationTokenSource();

        var result = await _stack.UpAsync(async program =>
        {
            await program.Thing("a", "1");
            await stop.CancelAsync();
            await new TaskCompletionSource().Task;
        }, stop.Token).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.False(result.Succeeded);
        Assert.NotNull(_stack["a"].Id);
    }

    [Fact]
    public async Task Up_OperationExceedsItsCustomTimeout_FailsAndSaysSo()
    {
        _stack.Provider.Before = (_, context) => Task.Delay(Timeout.Infinite, context.Cancellation);

        await _stack.UpAsync(program => program.Thing("a", PropertyMap.Empty,
            request => request with { CustomTimeouts = new CustomTimeoutsValue(0.05, null, null) }));

        Assert.Contains("timed out after 0.05 s", _stack.Events.Errors);
    }

    [Fact]
    public async Task Up_EveryOperation_IsRecordedBeforeItStartsAndSavedAfterIt()
    {
        var operations = new List<string>();
        _stack.Provider.Before = (operation, _) =>
        {
            operations.Add(operation);
            var pending = Assert.Single(_stack.Store.Saves[^1].PendingOperations);
            var recorded = pending.Kind.ToString().ToLowerInvariant().Replace("ing", "e");
            Assert.Equal(operation, $"{recorded} {pending.Resource.Name}");
            return Task.CompletedTask;
        };

        await _stack.UpAsync(program => program.Thing("a", "1"));
        await _stack.UpAsync(program => program.Thing("a", "2"));
        await _stack.UpAsync(_ => Task.CompletedTask);

        Assert.Empty(_stack.Events.Errors);
        Assert.Equal(["create a", "update a", "delete a"], operations);
        Assert.Empty(_stack.Store.Saves[^1].PendingOperations);
    }

    [Fact]
    public async Task Up_StateCannotBeSaved_FailsAndStartsNothingUnrecorded()
    {
        var result = await _stack.UpAsync(program => program.Thing("a", "1"), store: new RecordingStore { DiesAt = 0 });

        Assert.False(result.Succeeded);
        Assert.Empty(_stack.Operations);
        Assert.Empty(_stack.State.PendingOperations);
        Assert.Contains("the state could not be saved: no space left on device", _stack.Events.Errors);
    }

    [Fact]
    public async Task Up_StateCannotBeSavedWhileStepsWaitForTheNextWrite_EndsAllTheSame()
    {
        var store = new RecordingStore { DiesAt = 1, Duration = TimeSpan.FromMilliseconds(20) };

        var result = await _stack
            .UpAsync(program => Task.WhenAll(Enumerable.Range(0, 20).Select(n => program.Thing($"thing{n}", "1"))),
                store: store)
            .WaitAsync(TimeSpan.FromSeconds(60));

        Assert.False(result.Succeeded);
        Assert.Contains("the state could not be saved: no space left on device", _stack.Events.Errors);
    }

    [Fact]
    public async Task Up_AfterAKillWhileCreating_WarnsKeepsTheRecordAndConverges()
    {
        await _stack.UpAsync(program => program.Thing("a", "1"));
        _stack.State = _stack.Store.Saves.First(save => save.PendingOperations.Count > 0);

        await _stack.UpAsync(program => program.Thing("a", "1"));

        Assert.StartsWith(
            "Attempting to deploy or update resources with 1 pending operations from previous deployment.\n"
            + $"  * {TestStack.UrnOf("a")}, interrupted while creating\n"
            + "These resources are in an unknown state", Assert.Single(_stack.Events.Warnings));
        Assert.NotNull(_stack["a"].Id);
        Assert.Equal(PendingOperationKind.Creating, Assert.Single(_stack.State.PendingOperations).Kind);

        await _stack.RefreshAsync(forgetCreates: true);
        Assert.Empty(_stack.State.PendingOperations);
    }

    [Fact]
    public async Task Up_KilledAtAnySave_ConvergesInTheNextRun()
    {
        Func<TestProgram, Task> before = program => Program(program, "1", withLast: true);
        Func<TestProgram, Task> after = program => Program(program, "2", withLast: false);
        await _stack.UpAsync(before);
        var start = _stack.State;
        await _stack.UpAsync(after);
        var saves = _stack.Store.Saves;
        var wanted = _stack.State.Resources.Select(state => (state.Urn, state.Inputs)).ToHashSet();
        Assert.True(saves.Count > 5);

        foreach (var save in saves)
        {
            _stack.State = save;
            await _stack.UpAsync(after);

            Assert.Equal(wanted, _stack.State.Resources.Select(state => (state.Urn, state.Inputs)).ToHashSet());
            var again = await _stack.UpAsync(after);
            Assert.False(again.HasChanges);
        }
        Assert.NotEqual(start.Resources.Count, saves.Count);
    }

    [Fact]
    public async Task Up_ProgramThrows_ReportsOneErrorAndDeletesNothing()
    {
        await _stack.UpAsync(program => program.Thing("a", "1"));

        var result = await _stack.UpAsync(_ => throw new InvalidOperationException("boom"));

        Assert.False(result.Succeeded);
        Assert.Equal(["boom"], _stack.Events.Errors);
        Assert.Empty(_stack.Operations);
    }

    [Fact]
    public async Task Destroy_OneDeleteFails_KeepsItAndWhatItNeeds()
    {
        await _stack.UpAsync(async program =>
        {
            var first = await program.Thing("needed", "1");
            await program.Thing("stuck", "2", first.Urn);
        });
        _stack.Provider.Before = (operation, _) =>
            operation == "delete stuck" ? throw new ProviderException("busy") : Task.CompletedTask;

        var result = await _stack.DestroyAsync();

        Assert.False(result.Succeeded);
        Assert.Equal(["p-s", "default_1_0_0", "needed", "stuck"], _stack.State.Resources.Select(state => state.Name));
        Assert.Empty(_stack.State.PendingOperations);
    }

    private static async Task Program(TestProgram program, string value, bool withLast)
    {
        var first = await program.Thing("first", new PropertyMap([new("force", value)]));
        var second = await program.Thing("second", value, first.Urn);
        await program.Thing("third", new PropertyMap([new("force", value)]), request => request with
        {
            DeleteBeforeReplace = true,
            Dependencies = [second.Urn],
        });
        if (withLast)
            await program.Thing("last", value, second.Urn);
    }
}
