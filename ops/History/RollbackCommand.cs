using System.CommandLine;
using System.Globalization;
using Enginsight.Ops.Display;
using Enginsight.Ops.Stacks;
using Spectre.Console;

namespace Enginsight.Ops.History;

/// <summary>rollback: undoes what the last update changed in the configuration.</summary>
internal static class RollbackCommand
{
    private const string Namespace = "enginsight-infra:";

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var yes = YesOption.Create();
        var command = new Command("rollback", """
            Undoes what the last update changed in the configuration, previewing first; what the stack file has changed
            since for other reasons stays. Typed again, it goes back further. Settings of that update that were edited
            again and never brought up go back to the update first.
            Exit code: 0 rolled back, 1 declined, 2 cannot run, else that of up; until the question is answered with
            yes, the stack file is not touched.
            """)
        {
            stack, yes,
        };
        command.SetAction((result, _) => RunAsync(result.GetRequiredValue(stack), result.GetValue(yes)));
        return command;
    }

    private static async Task<int> RunAsync(string stack, bool yes)
    {
        using (var held = StackLock.Take(stack))
        {
            var file = StackFile.Read(stack);
            var plan = RollbackPlan.Of(ConfigTree.FromStackFile(file.Text), [.. StackHistory.Of(stack)])
                ?? throw new OpsException($"the history of {stack} has no update that could be undone");
            var changes = RollbackChange.Between(ConfigTree.FromStackFile(file.Text), plan.Target);
            RequireSameSalt(stack, file.Text, plan.Source, changes);
            Show(plan, changes);
            var text = StackFileEdit.Apply(file.Text, plan.Target);
            await PreviewAsync(stack, text);
            if (!Screen.Confirm($"Roll {stack} back to this?", yes))
                return ExitCode.Found;
            file.Write(text);
        }

        return await PulumiCli.ShowAsync("up", stack, "--yes");
    }

    /// <summary>On a copy: the stack file is not touched before somebody has said yes.</summary>
    private static async Task PreviewAsync(string stack, string text)
    {
        using var copy = new StackFileCopy(stack, text);
        if (await PulumiCli.ShowAsync("preview", stack, "--config-file", copy.Path) != 0)
            throw new OpsException("the preview failed; the stack file is as it was");
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
            throw new OpsException("the passphrase was changed since then, and the old configuration's secrets "
                + "cannot be copied; set what you need with ./scripts/pulumi config set --secret");
        }
    }

    private static void Show(RollbackPlan plan, IEnumerable<RollbackChange> changes)
    {
        Screen.Out.MarkupLine(plan.Undone is { } undone
            ? $"Undoes the {(undone.Succeeded ? "update" : "failed update")} of [bold]{Time(undone)}[/]:"
            : $"Back to what [bold]{Time(plan.Source)}[/] brought up:");
        var table = Screen.Table("setting", "now", "then");
        foreach (var change in changes)
            table.AddRow(Markup.Escape(Short(change.Path)), Text(change.Now), Text(change.Then));
        Screen.Out.Write(table);
        if (plan.Kept.IsEmpty)
            return;
        var kept = string.Join(", ", plan.Kept.Select(path => Short(ConfigTree.Shown(path))));
        Screen.Out.MarkupLine(
            Screen.In("yellow", $"Changed in the stack file since, stays, and comes along with this up: {kept}"));
    }

    private static string Short(string path) => path.Replace(Namespace, "", StringComparison.Ordinal);

    private static string Time(HistoryEntry entry) =>
        entry.Ended.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

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
