using System.Collections.Immutable;
using System.CommandLine;
using Enginsight.Ops.Bundle;
using Enginsight.Ops.Display;
using Enginsight.Ops.Stacks;
using Spectre.Console;

namespace Enginsight.Ops.Versions;

/// <summary>update-versions: the vendor's current versions into the stack file.</summary>
internal static class UpdateVersionsCommand
{
    private const string Vendor = "https://raw.githubusercontent.com/enginsight/enterprise/master/docker-compose.yml";

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var from = new Option<string>("--from")
        {
            Description = "A docker-compose.yml or airgap.versions: file or URL; or a bundle, packed or unpacked. "
                + "Without a way to the internet, a file.",
            DefaultValueFactory = _ => Vendor,
        };
        var yes = YesOption.Create();
        var command = new Command(
            "update-versions",
            "Shows old and new version of every service and writes the new ones into the stack file. "
            + "Exit code: 0 written or nothing to do, 1 declined, 2 cannot run.")
        {
            stack, from, yes,
        };
        command.SetAction((result, cancel) => RunAsync(
            new DeployedStack(result.GetRequiredValue(stack)),
            result.GetRequiredValue(from), result.GetValue(yes), cancel));
        return command;
    }

    private static async Task<int> RunAsync(DeployedStack stack, string from, bool yes, CancellationToken cancel)
    {
        using var held = StackLock.Take(stack.Name);
        var published = VersionList.Parse(await ReadAsync(from, cancel), from);
        var plan = VersionPlan.Of((await stack.SettingsAsync()).Versions, published);
        Show(plan);
        foreach (var other in published.Others)
            Screen.Out.MarkupLine(Screen.In("grey", $"{other} is in the list and runs nowhere in this stack"));
        foreach (var note in published.Notes)
            Screen.Out.MarkupLine($"{Screen.In("yellow", "note:")} {Markup.Escape(note)}");
        var changes = plan.Where(step => step.Change is not VersionChange.Same).ToArray();
        if (changes.Length == 0)
        {
            Console.WriteLine("All versions are current.");
            return 0;
        }

        var downgrades = changes.Count(step => step.Change is VersionChange.Downgrade);
        if (downgrades > 0)
        {
            Screen.Out.MarkupLine(Screen.In("yellow",
                $"warning: {downgrades} of them {(downgrades == 1 ? "goes" : "go")} back to an older version"));
        }

        var count = Screen.Count(changes.Length, "version");
        if (!Screen.Confirm($"Write {count} into stacks/Pulumi.{stack.Name}.yaml?", yes))
            return ExitCode.Found;
        await stack.SetAsync(changes.Select(step => new ConfigValue(step.Key, step.Value)));
        Console.WriteLine($"{count} written. Next: ./scripts/up {stack.Name}");
        return 0;
    }

    private static void Show(ImmutableArray<VersionStep> plan)
    {
        var table = Screen.Table("service", "now", "new", "");
        foreach (var step in plan)
        {
            var (colour, note) = step.Change switch
            {
                VersionChange.Upgrade => ("green", "newer"),
                VersionChange.Downgrade => ("yellow", "older!"),
                VersionChange.Other => ("yellow", "different"),
                _ => ("grey", ""),
            };
            table.AddRow(Markup.Escape(step.Name), Markup.Escape(step.Old),
                Screen.In(colour, step.New), Screen.In(colour, note));
        }

        Screen.Out.Write(table);
    }

    private static async Task<string> ReadAsync(string from, CancellationToken cancel)
    {
        try
        {
            if (Directory.Exists(from))
                return await File.ReadAllTextAsync(Path.Combine(from, BundleFolder.Versions), cancel);
            if (PackedBundle.IsOne(from))
                return await PackedBundle.ReadAsync(from, BundleFolder.Versions, cancel);
            if (!from.StartsWith("http://", StringComparison.Ordinal)
                && !from.StartsWith("https://", StringComparison.Ordinal))
                return await File.ReadAllTextAsync(from, cancel);
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
            return await client.GetStringAsync(new Uri(from), cancel);
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or HttpRequestException or TaskCanceledException)
        {
            throw new OpsException(
                $"{from} cannot be read: {(e.InnerException ?? e).Message}; give a file with --from");
        }
    }
}
