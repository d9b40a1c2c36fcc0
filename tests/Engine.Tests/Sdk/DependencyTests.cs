using Pulumi;

namespace Engine.Tests.Sdk;

public class DependencyTests
{
    [Fact]
    public async Task DependsOn_Component_MeansItsCustomResources()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            var group = new Group("g", 2);
            var inner = new Group("inner", 1, new() { Parent = group });
            _ = new Widget("below", null, new() { Parent = inner.Widgets[0] });
            _ = new Widget("w", null, new() { DependsOn = group });
        });

        Assert.Equal(Urns(monitor, "g-1", "g-2", "inner-1"), monitor["w"].Dependencies);
        Assert.Empty(monitor["w"].PropertyDependencies);
    }

    [Fact]
    public async Task DependsOn_OutputOfResource_WaitsForIt()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            var late = Output.Create(Task.Run(() => (Resource)new Widget("late")));
            _ = new Widget("w", null, new() { DependsOn = late });
        });

        Assert.Equal(Urns(monitor, "late"), monitor["w"].Dependencies);
    }

    [Theory]
    [InlineData(2, "g-1 -> g-2 -> g-1")]
    [InlineData(3, " -> ")]
    public async Task DependsOn_ComponentThatHoldsSeveralSuch_NamesTheCircleInsteadOfWaiting(int count, string circle)
    {
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var monitor = new RecordingMonitor
        {
            Answer = async _ =>
            {
                await made.Task;
                return null;
            },
        };

        var code = await monitor.RunAsync(() =>
        {
            _ = new Ring(count);
            made.SetResult();
        }).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(32, code);
        var message = Assert.Single(monitor.Logs).Message;
        Assert.StartsWith("these resources wait for each other: g-", message);
        Assert.True(message.Contains(circle) || message.Contains("g-2 -> g-1 -> g-2"), message);
    }

    /// <summary>A component each of whose resources waits for the whole of it.</summary>
    private sealed class Ring : ComponentResource
    {
        public Ring(int count)
            : base("test:index:Ring", "ring")
        {
            for (var at = 1; at <= count; at++)
                _ = new Widget($"g-{at}", null, new() { Parent = this, DependsOn = this });
        }
    }

    [Fact]
    public async Task Inputs_FromResources_AreDependenciesByProperty()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            var (a, b, c) = (new Widget("a"), new Widget("b"), new Widget("c"));
            _ = new Widget("w", new()
            {
                Label = Output.Format($"{a.Id}{b.Label}"),
                Tags = { { "x", a.Id } },
                Size = 1,
            }, new() { DependsOn = c });
        });
        var request = monitor["w"];

        Assert.Equal(Urns(monitor, "a", "b", "c"), request.Dependencies);
        Assert.Equal(Urns(monitor, "a", "b"), request.PropertyDependencies["label"]);
        Assert.Equal(Urns(monitor, "a"), request.PropertyDependencies["tags"]);
        Assert.Empty(request.PropertyDependencies["size"]);
    }

    [Fact]
    public async Task DependsOn_OwnParentComponent_DoesNotWaitForItself()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            var group = new Group("g", 1);
            _ = new Widget("w", null, new() { Parent = group, DependsOn = group });
        });

        Assert.Equal(Urns(monitor, "g-1"), monitor["w"].Dependencies);
    }

    private static IEnumerable<string> Urns(RecordingMonitor monitor, params string[] names) =>
        names.Select(name => RecordingMonitor.UrnOf(monitor[name])).Order(StringComparer.Ordinal);
}
