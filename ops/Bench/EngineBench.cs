using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Bench;

/// <summary>What the program and the engine cost without any VM.</summary>
internal static class EngineBench
{
    public static async Task RunAsync(BenchTable table)
    {
        await PreviewsAsync(table);
        await ResourcesAsync(table);
    }

    private static async Task PreviewsAsync(BenchTable table)
    {
        using var project = new ScratchProject("enginsight-infra");
        var program = Path.Combine(
            PulumiCli.Root, ".artifacts", "embedded", "bin", "Enginsight.Infra", "release", "Enginsight.Infra.dll");
        project.WriteSite(2);
        await CliAsync(project, program, "stack", "init", ScratchProject.Stack);
        var results = new List<TimedResult>();
        foreach (var count in new[] { 2, 20, 200, 500 })
        {
            project.WriteSite(count);
            results.Add(await CliAsync(project, program, "preview", "-s", ScratchProject.Stack));
        }

        var further = (results[2].Seconds - results[1].Seconds) * 1000 / 180;
        table.Add(
            "preview of 2 / 20 / 200 / 500 app servers",
            "",
            "linear; 200 under 5 s and 400 MB",
            $"{Seconds(results[0])} / {Seconds(results[1])} / {Seconds(results[2])} / "
            + $"{Seconds(results[3])}, {results[2].PeakMegabytes:0} MB at 200; "
            + $"{further:0} ms for each server beyond 20");
    }

    private static async Task ResourcesAsync(BenchTable table)
    {
        const int few = 1_000;
        const int many = 10_000;
        var small = await UpAsync(few);
        var large = await UpAsync(many);
        var each = (large.Seconds - small.Seconds) * 1000 / (many - few);
        var memory = (large.PeakMegabytes - small.PeakMegabytes) * 1024 / (many - few);
        table.Add(
            $"engine overhead, up of {many:N0} trivial resources",
            "",
            "under 0.3 ms each, memory linear",
            $"{each:0.00} ms and {memory:0.0} kB each beyond the first {few:N0} "
            + $"({Seconds(large)}, {large.PeakMegabytes:0} MB in all)");
    }

    private static async Task<TimedResult> UpAsync(int resources)
    {
        using var project = new ScratchProject("bench");
        var program = Path.Combine(
            PulumiCli.Root, ".artifacts", "embedded", "bin", "Engine.Bench", "release", "Engine.Bench.dll");
        await CliAsync(project, program, "stack", "init", ScratchProject.Stack);
        return await TimedCommand.RunAsync(
            "dotnet",
            [program, "up", "--yes", "--skip-preview", "-s", ScratchProject.Stack],
            project.Folder,
            [.. project.Environment, ("BENCH_RESOURCES", $"{resources}")]);
    }

    private static Task<TimedResult> CliAsync(ScratchProject project, string program, params string[] arguments) =>
        TimedCommand.RunAsync("dotnet", [program, .. arguments], project.Folder, project.Environment);

    private static string Seconds(TimedResult result) => $"{result.Seconds:0.0} s";
}
