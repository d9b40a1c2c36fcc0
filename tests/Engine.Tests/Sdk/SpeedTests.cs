using System.Diagnostics;
using Pulumi;

namespace Engine.Tests.Sdk;

public class SpeedTests
{
    [Fact]
    public async Task Registration_TenThousandResources_CostsLittleEach()
    {
        // The best of three: other tests run at the same time.
        var each = double.MaxValue;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var clock = Stopwatch.StartNew();
            await RegisterAsync(10_000);
            each = Math.Min(each, clock.Elapsed.TotalMilliseconds / 10_000);
        }

        Assert.True(each < 0.1, $"{each:F4} ms each");
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
                Input<string> origin = last is null ? "none" : last.Id;
                last = new Widget($"w{i}", new() { Label = "x", Tags = { { "a", origin } } }, options);
            }
        }));
        Assert.Equal(count + 2, monitor.Requests.Count);
    }
}
