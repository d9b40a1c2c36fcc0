using System.CommandLine;

namespace Enginsight.Ops.Bench;

/// <summary>bench: the figures of the project, measured in one run on this machine.</summary>
internal static class BenchCommand
{
    private static readonly string[] Parts = ["engine", "lab", "ha", "bundle"];

    public static Command Create()
    {
        var only = new Option<string>("--only")
        {
            Description = "Parts to measure, with commas between: engine, lab, ha (the highly available one), bundle.",
            DefaultValueFactory = _ => string.Join(',', Parts),
        };
        var command = new Command(
            "bench",
            "Measures the figures of the project on labs of its own (lab-bench), and prints a table.")
        {
            only,
        };
        command.SetAction(async (result, _) =>
        {
            var parts = result.GetRequiredValue(only).Split(',');
            if (parts.Except(Parts).FirstOrDefault() is { } unknown)
                throw new OpsException($"--only: '{unknown}' is not a part; parts are {string.Join(", ", Parts)}");
            var table = new BenchTable();
            if (parts.Contains("engine"))
                await EngineBench.RunAsync(table);
            if (parts.Contains("lab"))
                await LabAsync(table);
            if (parts.Contains("ha"))
                await HighlyAvailableAsync(table);
            if (parts.Contains("bundle"))
                await BundleAsync(table);
            table.Print();
            return 0;
        });
        return command;
    }

    private static async Task LabAsync(BenchTable table)
    {
        await using var lab = BenchLab.Small();
        await new AptBench(lab, table).RunAsync(await new DeploymentBench(lab, table).RunAsync());
        await new ProxyBench(lab, table).RunAsync();
        await new WebSocketBench(lab, table).RunAsync();
        await new ChangeBench(lab, table).RunAsync();
        await new DayTwoBench(lab, table).RunAsync();
    }

    private static async Task HighlyAvailableAsync(BenchTable table)
    {
        await using var lab = BenchLab.HighlyAvailable();
        await new HighlyAvailableBench(lab, table).RunAsync();
    }

    private static async Task BundleAsync(BenchTable table)
    {
        await using var lab = BenchLab.Small();
        await new BundleBench(lab, table).RunAsync();
    }
}
