using Engine.Properties;
using Engine.Protocol;
using Engine.Sdk;
using Pulumi;

namespace Engine.Tests.Sdk;

public class RunTests
{
    [Fact]
    public async Task Run_OutstandingApply_IsWaitedFor()
    {
        var monitor = new RecordingMonitor();
        var done = false;
        var code = await monitor.RunAsync(() =>
        {
            var widget = new Widget("a");
            widget.Id.Apply(async id =>
            {
                await Task.Delay(50);
                _ = new Widget("b", new() { Label = id });
                done = true;
            });
        });

        Assert.Equal(0, code);
        Assert.True(done);
        Assert.Equal("id-a", monitor["b"].Inputs.GetString("label"));
    }

    [Fact]
    public async Task Run_RunException_LogsMessageOnly()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.RunAsync(() => throw new RunException("settings are wrong"));

        Assert.Equal(32, code);
        Assert.Equal((LogSeverity.Error, "settings are wrong", null), Assert.Single(monitor.Logs));
    }

    [Fact]
    public async Task Run_OtherException_IsToldOnceWithStack()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.RunAsync(() =>
        {
            var failed = Output.Create(1).Apply(int (_) => throw new InvalidOperationException("boom"));
            _ = new Widget("a", new() { Label = failed.Apply(n => $"{n}") });
            return new Dictionary<string, object?> { ["out"] = failed };
        });

        Assert.Equal(32, code);
        var (_, message, _) = Assert.Single(monitor.Logs);
        Assert.Matches("^Running program '.*' failed with an unhandled exception:", message);
        Assert.Contains("InvalidOperationException: boom", message);
        Assert.Contains(nameof(RunTests), message);
    }

    [Fact]
    public async Task Run_ResourceException_ConcernsItsResource()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() => throw new ResourceException("bad", new Widget("a"), hideStack: true));

        Assert.Equal((LogSeverity.Error, "bad", RecordingMonitor.UrnOf(monitor["a"])), Assert.Single(monitor.Logs));
    }

    [Fact]
    public async Task Run_LoggedError_GoesOnAndEndsWithOne()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.RunAsync(() =>
        {
            var widget = new Widget("a");
            Log.Error("wrong", widget);
            Log.Info("fyi");
        });

        Assert.Equal(1, code);
        Assert.Contains((LogSeverity.Error, "wrong", RecordingMonitor.UrnOf(monitor["a"])), monitor.Logs);
        Assert.Contains((LogSeverity.Info, "fyi", null), monitor.Logs);
    }

    [Fact]
    public async Task Run_EngineReportedFailure_IsSilentAndOthersGoOn()
    {
        var monitor = new RecordingMonitor
        {
            Answer = async request =>
            {
                await Task.Delay(10);
                return request.Name == "bad" ? throw new DeploymentFailedException() : null;
            },
        };
        var code = await monitor.RunAsync(() =>
        {
            var bad = new Widget("bad");
            _ = new Widget("dependent", new() { Label = bad.Id });
            var good = new Widget("good");
            _ = new Widget("next", new() { Label = good.Id });
            return new Dictionary<string, object?> { ["id"] = bad.Id };
        });

        Assert.Equal(32, code);
        Assert.Empty(monitor.Logs);
        Assert.DoesNotContain(monitor.Requests, request => request.Name == "dependent");
        Assert.Contains(monitor.Requests, request => request.Name == "next");
    }

    [Fact]
    public async Task Run_Twice_SharesNothing()
    {
        var preview = new RecordingMonitor(preview: true);
        var update = new RecordingMonitor();
        Func<Task> program = () => ProgramRunner.RunFunctionAsync(
            () =>
            {
                Assert.Equal("dev", Deployment.Instance.StackName);
                _ = new Group("g", 1);
                return Task.FromResult<IDictionary<string, object?>>(
                    new Dictionary<string, object?> { ["dry"] = Deployment.Instance.IsDryRun });
            }, null);

        Assert.Equal(0, await preview.StartAsync(program));
        Assert.Equal(0, await update.StartAsync(program));
        Assert.Equal(preview.Requests.Select(request => request.Name), update.Requests.Select(request => request.Name));
        Assert.Equal<PropertyValue>(true, preview.StackOutputs["dry"]);
        Assert.Equal<PropertyValue>(false, update.StackOutputs["dry"]);
        Assert.Throws<InvalidOperationException>(() => Deployment.Instance);
    }

    [Fact]
    public async Task Run_EngineAnsweringInline_IsNotHeldUpByTheProgram()
    {
        var source = new TaskCompletionSource<RegisterResourceResult?>();
        var monitor = new RecordingMonitor
        {
            Answer = request => request.Name == "a" ? source.Task : Task.FromResult<RegisterResourceResult?>(null),
        };
        var entered = new TaskCompletionSource();
        using var release = new ManualResetEventSlim();
        var running = monitor.RunAsync(() => new Widget("a").Id.Apply(id =>
        {
            entered.SetResult();
            release.Wait();
            return id;
        }));

        source.SetResult(null);
        await entered.Task;
        release.Set();
        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task Registration_PlainResources_KeepProgramOrder()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            for (var i = 0; i < 50; i++)
                _ = new Widget($"w{i}");
        });

        var names = monitor.Requests.Skip(1).Select(request => request.Name);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"w{i}"), names);
    }
}
