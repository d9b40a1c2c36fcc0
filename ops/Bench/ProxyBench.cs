using System.Globalization;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Bench;

/// <summary>
/// Requests per second through the load balancer, and through what else could stand in its place on the same VM and in
/// front of the same app servers: TLS, 64 kept connections, taking turns in one run. All of them, client and app
/// servers share this machine, so the proxy's own processor time for a request says more than the rate.
/// </summary>
internal sealed class ProxyBench(BenchLab lab, BenchTable table)
{
    private const int Connections = 64;
    private const int Seconds = 6;
    private const int Rounds = 3;
    private const string Figure = "requests per second, TLS, 64 kept connections: ";

    private static readonly Proxy[] All =
    [
        new("ours", 443, "nginx", "haproxy's or more, twice the seed's"),
        new("seed", 8443, "nginx", ""),
        new("haproxy", 9443, "haproxy", ""),
        new("caddy", 10443, "caddy", ""),
    ];

    public async Task RunAsync()
    {
        var settings = await lab.Stack.SettingsAsync();
        var vms = await lab.VmsAsync();
        using var balancer = await VmShell.ConnectAsync(vms.Single(vm => vm.Name == settings.LoadBalancer.Vm.Name));
        using var client = await VmShell.ConnectAsync(vms.Single(vm => vm.Name == settings.Services.Name));
        var lacking = await StartPeersAsync(balancer, settings);
        try
        {
            var runs = All.Where(proxy => !lacking.ContainsKey(proxy.Name))
                .ToDictionary(proxy => proxy, _ => new List<Run>());
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (proxy, its) in runs)
                    its.Add(await RunAsync(proxy, client, balancer, settings));
            }

            foreach (var proxy in All)
            {
                table.Add(
                    Figure + proxy.Name, "", proxy.Reach,
                    runs.TryGetValue(proxy, out var its) ? Text(its) : $"not measured: {lacking[proxy.Name]}");
            }
        }
        finally
        {
            await balancer.RunAsync(
                "systemctl stop 'enginsight-bench-*'; rm -f /etc/nginx/sites-enabled/bench-seed.conf; "
                + "systemctl reload nginx");
        }
    }

    /// <returns>Names of those that do not run here, and why.</returns>
    private static async Task<Dictionary<string, string>> StartPeersAsync(VmShell balancer, StackSettings settings)
    {
        var servers = string.Join(' ', settings.AppServers.Select(vm => $"{vm.UrlAddress}:{Places.ApiPort}"));
        var ports = string.Concat(All.Skip(1).Select(proxy => $"{proxy.Name}_port={proxy.Port} "));
        var result = await balancer.RunAsync(
            $"""
            api_domain={settings.ApiDomain} servers='{servers}' {ports}
            certificate={Places.NginxCertificate} key={Places.NginxKey}
            {EmbeddedScript.Read("Bench/peers.sh")}
            """,
            timeout: TimeSpan.FromMinutes(10));
        var said = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 3));
        var has = said.Where(words => words is ["has", ..]).Select(words => words[1]).ToHashSet();
        return All.Skip(1).Where(proxy => !has.Contains(proxy.Name)).ToDictionary(
            proxy => proxy.Name,
            proxy => said.FirstOrDefault(words => words is ["lacks", var name, _] && name == proxy.Name)?[2]
                ?? result.Error.Trim());
    }

    private static async Task<Run> RunAsync(Proxy proxy, VmShell client, VmShell balancer, StackSettings settings)
    {
        var before = await ProcessorSecondsAsync(proxy, balancer);
        var result = await client.RunAsync($"""
            api_domain={settings.ApiDomain} balancer={settings.LoadBalancer.Vm.Address} port={proxy.Port}
            connections={Connections} seconds={Seconds}
            {EmbeddedScript.Read("Bench/load.sh")}
            """, timeout: TimeSpan.FromMinutes(6));
        var used = await ProcessorSecondsAsync(proxy, balancer) - before;
        var said = result.Output.Split('\n').Select(line => line.Split(' ', 2)).Where(words => words.Length == 2)
            .ToLookup(words => words[0], words => words[1]);
        return said["rate"].FirstOrDefault() is { } rate
            ? new Run(double.Parse(rate, CultureInfo.InvariantCulture), used, said["bad"].FirstOrDefault())
            : throw new OpsException($"wrk measures nothing: {result.Output.Trim()} {result.Error.Trim()}");
    }

    /// <summary>Processor time of all processes of a name, in seconds, since they started.</summary>
    private static async Task<double> ProcessorSecondsAsync(Proxy proxy, VmShell balancer)
    {
        var result = await balancer.RunAsync($$"""
            for pid in $(pgrep -x {{proxy.Process}}); do cat "/proc/$pid/stat"; done 2>/dev/null |
              awk -v hz="$(getconf CLK_TCK)" '{ n += $14 + $15 } END { print n / hz }'
            """);
        return double.Parse(result.Output.Trim(), CultureInfo.InvariantCulture);
    }

    private static string Text(List<Run> runs)
    {
        var rate = runs.Average(run => run.Rate);
        var each = runs.Sum(run => run.ProcessorSeconds) / runs.Sum(run => run.Rate * Seconds) * 1_000_000;
        var bad = runs.Select(run => run.Bad).FirstOrDefault(text => text is not null);
        return $"{rate:N0} ({runs.Min(run => run.Rate):N0} to {runs.Max(run => run.Rate):N0}), "
            + $"{each:0} µs of processor time each{(bad is null ? "" : $"; {bad}")}";
    }

    /// <param name="Name">Its name in the table.</param>
    /// <param name="Port">Where it listens.</param>
    /// <param name="Process">Name of its processes.</param>
    /// <param name="Reach">What is wanted.</param>
    private sealed record Proxy(string Name, int Port, string Process, string Reach);

    private sealed record Run(double Rate, double ProcessorSeconds, string? Bad);
}
