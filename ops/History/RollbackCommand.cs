using System.CommandLine;
using System.Globalization;
using Enginsight.Ops.Display;
using Enginsight.Ops.Stacks;
using Spectre.Console;

namespace Enginsight.Ops.History;

/// <summary>rollback: back to the last successful configuration.</summary>
internal static class RollbackCommand
{
    private const string Namespace = "enginsight-infra:";

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var yes = YesOption.Create();
        var command = new Command(
            "rollback",
            "Returns to the configuration of the last successful update that differs from the stack file's, " +
            "previewing first. " +
            "Exit code: 0 rolled back, 1 declined or failed; declined leaves the stack file as it was.")
        {
            stack, yes,
        };
        command.SetAction((result, _) => RunAsync(result.GetRequiredValue(stack), result.GetValue(yes)));
        return command;
    }

    private static async Task<int> RunAsync(string stack, bool yes)
    {
        var file = StackFile.PathOf(stack);
        if (!File.Exists(file))
            throw new OpsException($"stacks/Pulumi.{stack}.yaml is missing");
        var text = await File.ReadAllTextAsync(file);
        var current = ConfigTree.FromStackFile(text);
        var target = StackHistory.Before(current, StackHistory.Of(stack)) ?? throw new OpsException(
            $"the history of {stack} has no successful update with another configuration than that of the stack file");
        var changes = RollbackChange.Between(current, target.Config);
        RequireSameSalt(stack, text, target, changes);
        Show(target, changes);
        return await TryAsync(stack, file, text, StackFileEdit.Apply(text, target.Config), yes);
    }

    /// <summary>Writes the old configuration; it stays only if it is also brought up.</summary>
    private static async Task<int> TryAsync(string stack, string file, string before, string after, bool yes)
    {
        var accepted = false;
        await WriteAsync(file, after);
        try
        {
            if (await PulumiCli.ShowAsync("preview", stack) != 0)
                throw new OpsException("the preview failed; the stack file is as it was");
            accepted = Screen.Confirm($"Roll {stack} back to this?", yes);
        }
        finally
        {
            if (!accepted)
                await WriteAsync(file, before);
        }

        return accepted ? await PulumiCli.ShowAsync("up", stack, "--yes") : 1;
    }

    private static async Task WriteAsync(string file, string text)
    {
        await File.WriteAllTextAsync(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>A ciphertext of another passphrase could not be read any more.</summary>
    private static void RequireSameSalt(
        string stack, string text, HistoryEntry target, IEnumerable<RollbackChange> changes)
    {
        if (!changes.Any(change => change.Then?.IsSecret == true))
            return;
        var salt = text.Split('\n')
            .FirstOrDefault(line => line.StartsWith("encryptionsalt:", StringComparison.Ordinal));
        if (StackHistory.SaltOf(stack, target) is { } then && salt?["encryptionsalt:".Length..].Trim() != then)
        {
            throw new OpsException("the passphrase was changed since then, and the old configuration's secrets " +
                "cannot be copied; set what you need with ./scripts/pulumi config set --secret");
        }
    }

    private static void Show(HistoryEntry target, IEnumerable<RollbackChange> changes)
    {
        var ended = target.Ended.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        Screen.Out.MarkupLine($"Back to the update of [bold]{ended}[/]:");
        var table = Screen.Table("setting", "now", "then");
        foreach (var change in changes)
        {
            var path = change.Path.Replace(Namespace, "", StringComparison.Ordinal);
            table.AddRow(Markup.Escape(path), Text(change.Now), Text(change.Then));
        }

        Screen.Out.Write(table);
    }

    private static string Text(ConfigLeaf? leaf) => leaf is null
        ? Screen.In("grey", "-")
        : Markup.Escape(leaf.Shown.Length <= 60 ? leaf.Shown : leaf.Shown[..60] + "...");
}

/// <summary>A setting that differs between two configurations; null where one has none.</summary>
internal sealed record RollbackChange(string Path, ConfigLeaf? Now, ConfigLeaf? Then)
{
    public static IReadOnlyList<RollbackChange> Between(ConfigTree now, ConfigTree then) =>
    [
        .. now.Leaves.Keys.Union(then.Leaves.Keys).Order(StringComparer.Ordinal)
            .Select(path => new RollbackChange(
                path, now.Leaves.GetValueOrDefault(path), then.Leaves.GetValueOrDefault(path)))
            .Where(change => change.Now != change.Then),
    ];
}
