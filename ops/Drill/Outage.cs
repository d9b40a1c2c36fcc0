using System.Diagnostics;
using System.Globalization;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Drill;

/// <summary>
/// A way in which a VM fails, and how it comes back. Before anything is taken away, a timer on the VM is armed that gives
/// it back: the drill's own machine may be the one that fails.
/// </summary>
/// <param name="Word">What the VM is while it is away, for the table.</param>
/// <param name="Description">The same for somebody who has not read the operating guide.</param>
/// <param name="Begin">Bash script that takes it away.</param>
/// <param name="End">Bash script that brings it back, if it is away; without single quotes.</param>
/// <param name="Disconnects">Whether it is not reached either, and so comes back by itself. Default: false.</param>
/// <param name="Trial">
/// Bash script that fails where nothing would be taken away, and changes nothing. Default: none, because
/// <paramref name="Begin"/> says so itself. One that disconnects has nobody to say it to.
/// </param>
internal sealed record Outage(
    string Word, string Description, string Begin, string End, bool Disconnects = false, string Trial = "")
{
    private static readonly TimeSpan TimerDelay = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BackLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(200);

    private const string Compose = """
        cd /opt/enginsight/enterprise
        compose=docker-compose
        if docker compose version >/dev/null 2>&1; then compose="docker compose"; fi
        """;

    /// <summary>Prints what nftables drops all by.</summary>
    private const string Rules = """
        printf "%s\n" "table inet enginsight-drill {" \
            "chain in { type filter hook prerouting priority -500; iifname lo accept; drop; }" \
            "chain out { type filter hook output priority -500; oifname lo accept; drop; }" "}" \
            "table arp enginsight-drill {" "chain in { type filter hook input priority 0; drop; }" \
            "chain out { type filter hook output priority 0; drop; }" "}"
        """;

    /// <summary>
    /// Drops what programs send past the hooks of those rules, in frames of their own making: keepalived would go on
    /// announcing the virtual address, and the other load balancer would believe it. Kernels before 5.16 cannot.
    /// </summary>
    private const string Silence = """
        devices=$(cd /sys/class/net && ls -d */ | tr -d / | grep -vx lo | sed "s/.*/\"&\"/" | paste -sd,)
          printf "%s\n" "table netdev enginsight-drill {" \
            "chain out { type filter hook egress devices = { $devices } priority 0; drop; }" "}" | nft -f - || true
        """;

    /// <summary>As the vendor's text has it: all containers of the server, with docker-compose.</summary>
    public static readonly Outage Containers = new(
        "stopped",
        "All containers of the app server are stopped with docker-compose.",
        $"""
        {Compose}
        # A network with somebody else's container in it stays; what counts is that these containers are gone.
        $compose down </dev/null || [ -z "$(docker ps -aq --filter label=com.docker.compose.project=enterprise)" ]
        """,
        $"{Compose}\n$compose up -d </dev/null");

    /// <summary>Cut off without a goodbye; only SSH stays. The raw table sees containers' packets too.</summary>
    public static readonly Outage Network = new(
        "cut off",
        "The VM is cut off from the network without a goodbye; only SSH stays.",
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

    /// <summary>As if its power were cut: not even ARP is answered, by nothing on the VM.</summary>
    public static readonly Outage Power = new(
        "without power",
        "As if the power of the VM were cut: nothing on it is heard any more, or hears.",
        $"""
        if command -v nft >/dev/null; then
          {Rules} | nft -f -
          {Silence}
        else
          for table in iptables ip6tables; do
            $table -t raw -I PREROUTING ! -i lo -m comment --comment enginsight-drill -j DROP
            $table -t raw -I OUTPUT ! -o lo -m comment --comment enginsight-drill -j DROP
          done
        fi
        """,
        """
        for family in inet arp netdev; do nft delete table $family enginsight-drill 2>/dev/null || true; done
        for table in iptables ip6tables; do
          $table -t raw -D PREROUTING ! -i lo -m comment --comment enginsight-drill -j DROP 2>/dev/null || true
          $table -t raw -D OUTPUT ! -o lo -m comment --comment enginsight-drill -j DROP 2>/dev/null || true
        done
        """,
        Disconnects: true,
        Trial: $"""
        if command -v nft >/dev/null; then
          {Rules} | nft --check -f -
        elif command -v iptables >/dev/null; then
          iptables -t raw -S >/dev/null && ip6tables -t raw -S >/dev/null
        else
          echo "it cannot be cut off, because it has neither nft nor iptables; type there: apt-get install nftables" >&2
          exit 1
        fi
        """);

    /// <summary>A drill that takes nothing away would be passed.</summary>
    /// <exception cref="OpsException">The VM cannot be taken away.</exception>
    public Task RequireAsync(VmShell vm) => Trial.Length == 0 ? Task.CompletedTask : RunAsync(vm, Trial);

    /// <summary>Takes the VM away.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="away">Time for which it is wanted to be; it comes back even if nobody asks for it.</param>
    public Task BeginAsync(VmShell vm, TimeSpan away) => RunAsync(vm, Disconnects
        ? $"""
        systemd-run --quiet --collect --unit=enginsight-drill bash -c 'sleep 0.5
        {Begin}
        sleep {Seconds(away)}
        {End}'
        """
        : $"""
        set -euo pipefail
        systemctl stop enginsight-drill.timer 2>/dev/null || true
        systemd-run --quiet --collect --unit=enginsight-drill --on-active={Seconds(away + TimerDelay)} bash -c '{End}'
        {Begin}
        """);

    /// <summary>Brings the VM back, or waits for one that comes back by itself.</summary>
    public async Task EndAsync(VmShell vm)
    {
        var script = $"""
            set -euo pipefail
            {End}
            systemctl stop enginsight-drill.timer enginsight-drill.service 2>/dev/null || true
            """;
        var watch = Stopwatch.StartNew();
        while (Disconnects && watch.Elapsed < BackLimit && !await IsReachedAsync(vm))
            await Task.Delay(BetweenAttempts);

        await RunAsync(vm, script);
    }

    /// <summary>A connection of before may wait for its next attempt longer than a new one.</summary>
    private static async Task<bool> IsReachedAsync(VmShell vm)
    {
        try
        {
            using var shell = await VmShell.ConnectAsync(vm.Login, TimeSpan.FromSeconds(2));
            return true;
        }
        catch (VmUnreachableException)
        {
            return false;
        }
    }

    private async Task RunAsync(VmShell vm, string script)
    {
        using var anew = Disconnects ? await VmShell.ConnectAsync(vm.Login) : null;
        var result = await (anew ?? vm).RunAsync(script, timeout: TimeSpan.FromMinutes(3));
        if (!result.Succeeded)
            throw new OpsException($"{vm.Login.Name}: {result.Error.Trim().ReplaceLineEndings(" ")}");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
