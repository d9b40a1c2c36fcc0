using System.Globalization;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Drill;

/// <summary>
/// A way in which an app server fails, and how it comes back. Before anything is taken away, a timer on the VM is armed
/// that gives it back: the drill's own machine may be the one that fails.
/// </summary>
/// <param name="Word">What the server is while it is away, for the table.</param>
/// <param name="Begin">Bash script that takes the server away.</param>
/// <param name="End">Bash script that brings it back, if it is away; without single quotes.</param>
internal sealed record Outage(string Word, string Begin, string End)
{
    private const string Compose = """
        cd /opt/enginsight/enterprise
        compose=docker-compose
        if docker compose version >/dev/null 2>&1; then compose="docker compose"; fi
        """;

    /// <summary>As the vendor's text has it: all containers of the server, with docker-compose.</summary>
    public static readonly Outage Containers = new(
        "stopped",
        $"""
        {Compose}
        # A network with somebody else's container in it stays; what counts is that these containers are gone.
        $compose down </dev/null || [ -z "$(docker ps -aq --filter label=com.docker.compose.project=enterprise)" ]
        """,
        $"{Compose}\n$compose up -d </dev/null");

    /// <summary>Cut off without a goodbye; only SSH stays. The raw table sees containers' packets too.</summary>
    public static readonly Outage Network = new(
        "cut off",
        """
        ports=$(sshd -T | sed -n 's/^port //p' | paste -sd,)
        for table in iptables ip6tables; do
          $table -t raw -N ENGINSIGHT-DRILL
          $table -t raw -A ENGINSIGHT-DRILL -i lo -j RETURN
          $table -t raw -A ENGINSIGHT-DRILL -o lo -j RETURN
          $table -t raw -A ENGINSIGHT-DRILL -p tcp -m multiport --dports "$ports" -j RETURN
          $table -t raw -A ENGINSIGHT-DRILL -p tcp -m multiport --sports "$ports" -j RETURN
          if [ $table = ip6tables ]; then $table -t raw -A ENGINSIGHT-DRILL -p icmpv6 -j RETURN; fi
          $table -t raw -A ENGINSIGHT-DRILL -j DROP
          $table -t raw -I PREROUTING -j ENGINSIGHT-DRILL
          $table -t raw -I OUTPUT -j ENGINSIGHT-DRILL
        done
        """,
        """
        for table in iptables ip6tables; do
          for chain in PREROUTING OUTPUT; do $table -t raw -D $chain -j ENGINSIGHT-DRILL 2>/dev/null || true; done
          $table -t raw -F ENGINSIGHT-DRILL 2>/dev/null && $table -t raw -X ENGINSIGHT-DRILL
        done
        true
        """);

    /// <summary>Takes the server away.</summary>
    /// <param name="app">The server.</param>
    /// <param name="longest">Time after which it comes back even if nobody asks for it.</param>
    public Task BeginAsync(VmShell app, TimeSpan longest) => RunAsync(app, $"""
        set -euo pipefail
        systemctl stop enginsight-drill.timer 2>/dev/null || true
        systemd-run --quiet --collect --unit=enginsight-drill --on-active={Seconds(longest)} bash -c '{End}'
        {Begin}
        """);

    /// <summary>Brings the server back.</summary>
    public Task EndAsync(VmShell app) => RunAsync(app, $"""
        set -euo pipefail
        {End}
        systemctl stop enginsight-drill.timer 2>/dev/null || true
        """);

    private async Task RunAsync(VmShell app, string script)
    {
        var result = await app.RunAsync(script, timeout: TimeSpan.FromMinutes(3));
        if (!result.Succeeded)
            throw new OpsException($"{app.Login.Name}: {result.Error.Trim().ReplaceLineEndings(" ")}");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
