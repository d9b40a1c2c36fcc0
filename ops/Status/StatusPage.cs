using System.Collections.Immutable;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.History;
using Enginsight.Ops.Pages;
using Enginsight.Ops.VirtualAddress;

namespace Enginsight.Ops.Status;

/// <summary>The state of a stack at one moment, for those who were not there.</summary>
internal static class StatusPage
{
    public static Html Of(StatusReport report) => Page.Of(
        "Status", report.Stack, report.Verdict, report.Summary, Facts(report), Html.Of($"""
            {Page.Section("The site", TopologyPicture.Of(report.Site.With(vm => Marked(vm, report))))}
            {Page.Section("Health", VmTable(report))}
            {Page.Section("Versions", VersionTable(report))}
            {Page.Section("Certificate", CertificateTable(report))}
            {Page.Section("Last updates", UpdateTable(report))}
            """));

    private static ImmutableArray<(string Word, Html Value)> Facts(StatusReport report) =>
    [
        ("Date", Page.Text(Figures.Moment(report.Time))),
        ("Names", Page.Text(Figures.Listed(report.Site.Names))),
        .. report.Address is { } address
            ? new[] { ("Virtual address", Page.Text(address.Words)) }
            : [],
        .. report.RedisAddress is { } redis ? new[] { ("redis", Page.Text(redis.Words)) } : [],
        .. report.ReplicaSet is { } set ? new[] { ("MongoDB", Page.Text(Shown(set))) } : [],
        ("Certificate", Page.Text(CertificateOf(report))),
        ("Last update", Page.Text(report.Updates.IsEmpty
            ? "never"
            : $"{Moment(report, report.Updates[0])}, {Outcome(report.Updates[0]).Text}")),
        .. report.Others.IsEmpty
            ? Array.Empty<(string, Html)>()
            : [("Database", Page.Text($"also open to {Figures.Listed([.. report.Others.Select(Shown)])}"))],
        .. report.TurnedAway.IsEmpty
            ? Array.Empty<(string, Html)>()
            : [("Turned away", Page.Text(TurnedAway.Listed(
                report.TurnedAway, ago => Figures.Moment(report.Time - ago))))],
    ];

    private static string CertificateOf(StatusReport report) =>
        report.Balancer.CertificateEnd is { } end && report.Balancer.CertificateDays(report.Time) is { } days
            ? $"until {Figures.Date(end.ToOffset(report.Time.Offset))}, {Figures.Count(days, "day")} left"
            : "none is served for at least one of the names";

    private static string Shown(ReplicaSetStatus set) => $"{set.Name}: " + Figures.Listed(
        [.. set.Members.Select(member => $"{member.Name} {member.Flaw ?? member.Words}")]);

    private static string Shown(LetThrough other) =>
        $"{other.Client.Name} ({other.Client.Address}{(other.IsLive ? "" : ", after the next up")})";

    private static TopologyVm Marked(TopologyVm vm, StatusReport report)
    {
        var found = report.Vms.First(one => one.Name == vm.Name);
        var holds = new[] { report.Address, report.RedisAddress }.OfType<AddressHolders>()
            .FirstOrDefault(address => address.Holders.Contains(vm.Name));
        var member = report.ReplicaSet?.Members.FirstOrDefault(one => one.Name == vm.Name);
        return vm with
        {
            Notes =
            [
                Health(found),
                .. found.Requests is Requests.NotAsked ? Array.Empty<Note>() : [Shown(found.Requests)],
                .. member is null
                    ? Array.Empty<Note>()
                    : [member.Flaw is { } flaw ? new Note(flaw, Tone.Bad) : new Note(member.Words, Tone.Plain)],
                .. holds is null ? Array.Empty<Note>() : [new Note($"has {holds.Address}", Tone.Plain)],
            ],
        };
    }

    private static Note Health(VmReport vm) => vm.Status switch
    {
        null => new Note("not reached", Tone.Bad),
        { Problems.Length: 0 } => new Note("well", Tone.Good),
        { Problems.Length: var count } => new Note(Figures.Count(count, "problem"), Tone.Bad),
    };

    private static Note Shown(Requests requests) => requests switch
    {
        Requests.Serving => new Note("serving", Tone.Good),
        Requests.Drained => new Note("drained", Tone.Warning),
        Requests.Unhealthy => new Note("no requests: unhealthy", Tone.Bad),
        Requests.NotInUpstreams => new Note("not in upstreams", Tone.Warning),
        _ => new Note("", Tone.Plain),
    };

    private static Html VmTable(StatusReport report) => Page.Table(
        ["VM", "Health", "Requests", "Services", "#Fullest disk"], report.Vms.Select(Row));

    private static ImmutableArray<Html> Row(VmReport vm) =>
    [
        Page.Text(vm.Name),
        vm.Status is { Problems: { IsEmpty: false } problems }
            ? Html.Each(problems, problem => Sign.Of(new Note(problem, Tone.Bad)))
            : Sign.Of(vm.Failure is { } failure ? new Note(failure, Tone.Bad) : Health(vm)),
        vm.Requests is Requests.NotAsked ? Page.Text("–") : Sign.Of(Shown(vm.Requests)),
        Html.Each(vm.Status?.Services ?? [], service => Sign.Of(
            service.State == "active"
                ? new Note(service.Name, Tone.Good)
                : new Note($"{service.Name} {service.State}", Tone.Bad))),
        Page.Text(vm.Status?.Disk ?? ""),
    ];

    private static Html VersionTable(StatusReport report) => Page.Table(
        ["Service", "Configured", "Running"],
        report.Versions.All.Select(one => ImmutableArray.Create(
            Page.Text(one.Service),
            Page.Text(one.Version),
            Html.Each(Containers(report, one.Service), Sign.Of))));

    private static IEnumerable<Note> Containers(StatusReport report, string service) =>
        from vm in report.Vms
        from container in vm.Status?.Containers ?? []
        where container.Service == service
        select new Note(
            $"{container.Version} on {vm.Name}{(container.IsRunning ? "" : $", {container.State}")}",
            !container.IsRunning ? Tone.Bad : container.IsAsConfigured ? Tone.Good : Tone.Warning);

    private static Html CertificateTable(StatusReport report) => Page.Table(
        ["Name", "Load balancer", "Until", "Issued by", "SHA-256"],
        report.Certificates.Select(one => ImmutableArray.Create(
            Page.Text(one.Name),
            Page.Text(one.Balancer),
            one.End is { } end
                ? Page.Text(Figures.Moment(end.ToOffset(report.Time.Offset)))
                : Sign.Of(new Note("none is served", Tone.Bad)),
            Page.Text(one.Issuer),
            Html.Of($"<code>{Breakable(one.Fingerprint)}</code>"))));

    private static Html Breakable(string fingerprint) =>
        Html.Each(fingerprint.Split(':').Index(), part => Html.Of($"{(part.Index == 0 ? "" : ":")}<wbr>{part.Item}"));

    private static Html UpdateTable(StatusReport report) => Page.Table(
        ["Ended", "What", "Outcome", "Resources"],
        report.Updates.Select(update => ImmutableArray.Create(
            Page.Text(Moment(report, update)),
            Page.Text(update.Kind),
            Sign.Of(Outcome(update)),
            Page.Text(update.Summary))));

    private static Note Outcome(HistoryEntry update) =>
        update.Succeeded ? new Note("succeeded", Tone.Good) : new Note("failed", Tone.Bad);

    private static string Moment(StatusReport report, HistoryEntry update) =>
        Figures.Moment(update.Ended.ToOffset(report.Time.Offset));
}
