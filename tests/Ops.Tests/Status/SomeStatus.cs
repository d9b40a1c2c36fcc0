using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.History;
using Enginsight.Ops.Pages;
using Enginsight.Ops.Status;
using Enginsight.Ops.VirtualAddress;

namespace Enginsight.Ops.Tests.Status;

/// <summary>What status found on a site with two load balancers.</summary>
internal static class SomeStatus
{
    private static readonly DateTimeOffset Time = new(2029, 1, 26, 12, 0, 0, TimeSpan.FromHours(1));

    /// <summary>As long as they are.</summary>
    private static readonly string Fingerprint = $"AE:3F:F0:71:{string.Join(':', Enumerable.Repeat("1C", 28))}";

    private const string Balancer = """
        service nginx active
        service keepalived active
        certificate app.example.org 2029-06-01 10:00:00Z
        certificate-subject app.example.org CN=app.example.org
        certificate-issuer app.example.org CN=Some <b>Authority</b>,O=Example
        certificate api.example.org 2029-06-01 10:00:00Z
        upstream 10.0.0.11 serving
        upstream 10.0.0.12 serving
        disk / 23%
        """;

    private const string App = """
        service docker active
        container server-m2 r/enginsight/server-m2:7.17.31 running Up 2 hours
        container ui-m1 r/enginsight/ui-m1:7.17.12 running Up 2 hours
        disk /var/lib/docker 40%
        """;

    /// <param name="app2">What app2 says.</param>
    public static StatusReport Report(bool isWell = true, string app2 = App, StackSettings? settings = null)
    {
        settings ??= SettingsReader.Read(Config.Pair());
        var balancer = Facts.Parse($"{Balancer}\ncertificate-fingerprint app.example.org {Fingerprint}\n");
        return new StatusReport
        {
            Stack = "prod",
            Time = Time,
            Site = Topology.Of(settings),
            Versions = ConfiguredVersions.Of(settings.Versions),
            Vms =
            [
                .. settings.LoadBalancers.Select(vm => Vm(vm.Name, Role.Balancer, balancer, settings)),
                Vm("app1", Role.App, Facts.Parse(App), settings),
                Vm("app2", Role.App, Facts.Parse(app2), settings),
                Vm(settings.Services.Name, Role.Services, Facts.Parse(Services(settings)), settings),
                isWell
                    ? Vm(settings.Database.Vm.Name, Role.Database, Facts.Parse(Database), settings)
                    : new VmReport("db", null, "db: does not answer on 10.0.0.30:22", Requests.NotAsked),
            ],
            Address = settings.Pair is { } pair ? new AddressHolders(pair.Address, ["lb1"], []) : null,
            RedisAddress = settings.Database.VirtualAddress is { } redis ? new AddressHolders(redis, ["db1"], []) : null,
            ReplicaSet = new ReplicaSetStatus(
                "rs0",
                [
                    new MemberStatus("db1", null, "primary"),
                    new MemberStatus("db2", isWell ? null : "does not answer", "0 s behind"),
                    new MemberStatus("db3", null, "0 s behind"),
                ],
                null),
            Others = [new LetThrough(new AllowedClient("backup", "10.0.0.77"), true)],
            TurnedAway = [new TurnedAway("10.0.0.78", [27017], TimeSpan.FromHours(12))],
            Balancer = StackStatus.Of(balancer),
            Certificates = [.. settings.LoadBalancers.SelectMany(vm => ServedCertificate.Of(vm.Name, balancer))],
            Updates =
            [
                Update(1, isWell, ("update", 3)),
                Update(26, true, ("create", 61), ("same", 4)),
                Update(27, false),
            ],
            IsWell = isWell,
        };
    }

    private const string Database = """
        service redis-server active
        service mongod active
        service enginsight-firewall active
        disk / 23%
        """;

    private static string Services(StackSettings settings) => "service docker active\n" + string.Join(
        '\n', ConfiguredVersions.Of(settings.Versions).All.Skip(2)
            .Select(one => $"container {one.Service} r/enginsight/{one.Service}:{one.Version} running Up 2 hours"));

    private static VmReport Vm(string name, Role role, Facts facts, StackSettings settings) => new(
        name, VmStatus.Of(role, facts, settings.Versions), null,
        role is Role.App ? Requests.Serving : Requests.NotAsked);

    private static HistoryEntry Update(int hoursAgo, bool succeeded, params (string Operation, int Count)[] changes) =>
        new(
            "update", succeeded, Time.AddHours(-hoursAgo).ToUniversalTime(),
            changes.ToImmutableSortedDictionary(change => change.Operation, change => change.Count),
            ConfigTree.FromJson(default));
}
