using System.Diagnostics;
using Pulumi;

namespace Engine.Tests.Sdk;

public class SpeedTests
{
    [Fact]
    public async Task Registration_TenThousandResources_CostsLittleEach()
    {
        await RegisterAsync(100);
        var clock = Stopwatch.StartNew();
        await RegisterAsync(10_000);

        Assert.True(clock.Elapsed.TotalMilliseconds / 10_000 < 0.1, $"{clock.Elapsed.TotalMilliseconds / 10_000:F4} ms each");
    }

    private static async Task RegisterAsync(int count)
    {
        var monitor = new RecordingMonitor();
        Assert.Equal(0, await monitor.RunAsync(() =>
        {
            var group = new Group("g");
            Widget? last = null;
            for (var i = 0; i < count; i++)
            {
                CustomResourceOptions options = new() { Parent = group };
                if (last is not null)
                    options.DependsOn = last;
                last = new Widget($"w{i}", new() { Label = "x", Tags = { { "a", last is null ? "none" : last.Id } } }, options);
            }
        }));
        Assert.Equal(count + 2, monitor.Requests.Count);
    }
}
