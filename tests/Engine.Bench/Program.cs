using System.Globalization;
using Pulumi;
using Pulumi.Command.Local;

// As many trivial resources as BENCH_RESOURCES says, for the benchmark of the engine's own cost.
var count = int.Parse(Environment.GetEnvironmentVariable("BENCH_RESOURCES") ?? "10", CultureInfo.InvariantCulture);

return await Deployment.RunAsync(() =>
{
    for (var i = 0; i < count; i++)
        _ = new Command($"command-{i}"); // which runs nothing
});
