using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Pages;

namespace Enginsight.Ops.VirtualAddress;

/// <summary>
/// Where an address is that moves between VMs: at exactly one of them, where all is well. Clients use the one between
/// two load balancers, the apps that of redis between database VMs.
/// </summary>
/// <param name="Address">The address.</param>
/// <param name="Holders">Names of the VMs that have it.</param>
/// <param name="Unable">Names of those that could not take it over.</param>
internal sealed record AddressHolders(string Address, ImmutableArray<string> Holders, ImmutableArray<string> Unable)
{
    private const string Fact = "virtual-address";

    /// <summary>What is wrong, in words; null where one has it and the others stand by.</summary>
    public string? Flaw => Holders.Length switch
    {
        0 => $"no VM has {Address}: see journalctl -u keepalived on each",
        1 when Unable.IsEmpty => null,
        1 => $"{Address} is at {Holders[0]}, and {Figures.Listed(Unable)} could not take it over: what is asked there "
            + $"does not serve, or does not hear {Holders[0]}: let VRRP (IP protocol 112) through between them, see "
            + "journalctl -u keepalived there",
        _ => $"{Figures.Listed(Holders)} have {Address} at once, because they do not hear one another: let VRRP (IP "
            + "protocol 112) through between them",
    };

    /// <summary>Where it is, or what is wrong.</summary>
    public string Words => Flaw ?? $"{Address} is at {Holders[0]}";

    /// <summary>
    /// Bash that prints the fact virtual-address: here, away, or unable. Load balancers have it on lo too, where nobody
    /// is answered. Nothing for a role that no address moves between.
    /// </summary>
    public static string Script(StackSettings settings, Role role)
    {
        var (address, serves) = role switch
        {
            Role.Balancer => (settings.Pair?.Address, "enginsight-serves"),
            Role.Database => (settings.Database.VirtualAddress, "enginsight-redis-serves"),
            _ => (null, ""),
        };
        return address is null
            ? ""
            : $$"""
                if ip -oneline address show to {{address}} | awk '$2 != "lo" { found = 1 } END { exit !found }'; then
                  echo "{{Fact}} here"
                elif /usr/local/sbin/{{serves}} && /usr/local/sbin/enginsight-alone; then
                  echo "{{Fact}} away"
                else
                  echo "{{Fact}} unable"
                fi
                """;
    }

    /// <param name="address">The address.</param>
    /// <param name="said">Name and words of each VM that answered.</param>
    public static AddressHolders Of(string address, IEnumerable<(string Name, string? Said)> said)
    {
        var all = said.ToArray();
        return new AddressHolders(
            address,
            [.. all.Where(one => one.Said == "here").Select(one => one.Name)],
            [.. all.Where(one => one.Said == "unable").Select(one => one.Name)]);
    }

    /// <summary>What the script printed.</summary>
    public static string? SaidIn(string output) => output.Split('\n')
        .FirstOrDefault(line => line.StartsWith($"{Fact} ", StringComparison.Ordinal))?[(Fact.Length + 1)..];
}
