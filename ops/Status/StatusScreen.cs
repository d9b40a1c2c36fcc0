using System.Collections.Immutable;
using System.Globalization;
using Enginsight.Ops.Display;
using Enginsight.Ops.History;
using Enginsight.Ops.VirtualAddress;
using Spectre.Console;

namespace Enginsight.Ops.Status;

/// <summary>What status shows: what is not well, or with --all everything.</summary>
internal sealed class StatusScreen(string stack, bool all)
{
    private readonly Table _table = all
        ? Screen.Table("VM", "health", "requests", "services", "containers", "disk")
        : Screen.Table("VM", "health", "requests");

    /// <param name="status">Null where the VM was not reached.</param>
    /// <param name="failure">Why it was not.</param>
    public void Add(string vm, VmStatus? status, string? failure, Requests requests)
    {
        string[] row =
        [
            Screen.In("bold", vm),
            status is null ? Screen.In("bold red", failure ?? "not reached") : Health(status),
            Shown(requests),
            Joined((status?.Services ?? [])
                .Select(service => Screen.In(service.State == "active" ? "default" : "bold red", service.Name)), "\n"),
            Joined((status?.Containers ?? []).Select(Container), Console.IsOutputRedirected ? ", " : "\n"),
            Markup.Escape(status?.Disk ?? ""),
        ];
        _table.AddRow(row[.._table.Columns.Count]);
    }

    public void Write() => Screen.Out.Write(_table);

    /// <param name="what">Whose address it is.</param>
    /// <returns>Whether one VM has it, and the others could.</returns>
    public bool WriteAddress(string what, AddressHolders holders)
    {
        Screen.Out.MarkupLine($"{what,-14}" + (holders.Flaw is null
            ? Markup.Escape(holders.Words)
            : Screen.In("bold red", holders.Words)));
        return holders.Flaw is null;
    }

    public void WriteReplicaSet(ReplicaSetStatus set)
    {
        Screen.Out.MarkupLine($"MongoDB       {Markup.Escape(set.Name)}: " + string.Join(", ", set.Members.Select(
            member => member.Flaw is { } flaw
                ? Screen.In("bold red", $"{member.Name} {flaw}")
                : Markup.Escape($"{member.Name} {member.Words}"))));
        if (set.Flaw is { } problem)
            Screen.Out.MarkupLine($"              {Screen.In("bold red", problem)}");
    }

    /// <summary>Who reaches MongoDB and redis besides the stack's own VMs; nothing where nobody does.</summary>
    public void WriteLetThrough(IEnumerable<LetThrough> others)
    {
        var words = others.Select(other => Markup.Escape($"{other.Client.Name} ({other.Client.Address})")
            + (other.IsLive ? "" : Screen.In("yellow", " after the next up"))).ToArray();
        if (words.Length > 0)
            Screen.Out.MarkupLine($"Database      also open to {string.Join(", ", words)}");
    }

    /// <summary>Whom the database's firewall has turned away; nothing where it was nobody.</summary>
    public void WriteTurnedAway(ImmutableArray<TurnedAway> others)
    {
        if (!others.IsEmpty)
        {
            Screen.Out.MarkupLine($"Turned away   {Screen.In("yellow", TurnedAway.Listed(others, Ago))}; whoever has to "
                + "get in belongs into database.allow");
        }
    }

    /// <returns>Whether it is well.</returns>
    public bool WriteCertificate(StackStatus balancer, DateTimeOffset now)
    {
        if (balancer.CertificateDays(now) is not { } days)
        {
            Screen.Out.MarkupLine(
                $"Certificate   {Screen.In("bold red", "none is served for at least one of the names")}");
            return false;
        }

        var end = balancer.CertificateEnd!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var colour = days < 0 ? "bold red" : days < StackStatus.WarningDays ? "yellow" : "green";
        var newer = balancer.HasNewerFile
            ? Screen.In("yellow", "; the file has a newer one that nginx has not read: systemctl reload nginx there")
            : "";
        Screen.Out.MarkupLine($"Certificate   {Screen.In(colour, $"{days} days left")}, until {end}{newer}");
        return days >= StackStatus.WarningDays && newer.Length == 0;
    }

    /// <returns>Whether it is well.</returns>
    public bool WriteLastUpdate(HistoryEntry? last, DateTimeOffset now)
    {
        if (last is null)
        {
            Screen.Out.MarkupLine($"Last update   {Screen.In("yellow", "never")}");
            return false;
        }

        var text = $"{last.Ended.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} "
            + $"({Ago(now - last.Ended)}), {(last.Kind == "update" ? "" : last.Kind + " ")}";
        Screen.Out.MarkupLine($"Last update   {Markup.Escape(text)}" + (last.Succeeded
            ? Screen.In("green", "succeeded") + Markup.Escape($": {last.Summary}")
            : Screen.In(
                "bold red", $"failed; ./scripts/up {stack} takes it up again, ./scripts/rollback {stack} goes back")));
        return last.Succeeded;
    }

    /// <param name="holder">Who changes the stack now; null for nobody.</param>
    public void WriteRunning(string? holder)
    {
        if (holder is not null)
            Screen.Out.MarkupLine($"Locked        {Markup.Escape(holder)}");
        if (!all)
        {
            Screen.Out.MarkupLine(
                Screen.In("grey", $"./scripts/status {stack} --all shows services, containers and disks"));
        }
    }

    private static string Health(VmStatus status)
    {
        var others = status.Containers.Where(container => !container.IsAsConfigured)
            .Select(container => Screen.In(
                "yellow", $"{container.Service} {container.Version}, configured: {container.Wanted}"));
        string[] lines = [.. status.Problems.Select(problem => Screen.In("bold red", problem)), .. others];
        return status.Problems.IsEmpty
            ? Joined([Screen.In("green", "well"), .. lines], "\n")
            : Joined(lines, "\n");
    }

    private static string Shown(Requests requests) => requests switch
    {
        Requests.Serving => Screen.In("green", "serving"),
        Requests.Drained => Screen.In("yellow", "drained"),
        Requests.Unhealthy => Screen.In("bold red", "none: unhealthy"),
        Requests.NotInUpstreams => Screen.In("yellow", "not in upstreams"),
        _ => "",
    };

    private static string Container(ContainerStatus container)
    {
        var text = $"{container.Service} {container.Version}";
        return container switch
        {
            { IsRunning: false } => Screen.In("bold red", $"{text} {container.State}"),
            { IsAsConfigured: false } => Screen.In("yellow", $"{text} (configured: {container.Wanted})"),
            _ => Markup.Escape(text),
        };
    }

    private static string Joined(IEnumerable<string> lines, string separator) => string.Join(separator, lines);

    private static string Ago(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => "just now",
        { TotalHours: < 2 } => $"{(int)time.TotalMinutes} minutes ago",
        { TotalDays: < 2 } => $"{(int)time.TotalHours} hours ago",
        _ => $"{(int)time.TotalDays} days ago",
    };
}
