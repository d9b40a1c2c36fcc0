using System.Collections.Immutable;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.VirtualAddress;

/// <summary>Where the address is that clients use: at exactly one of two load balancers, where all is well.</summary>
/// <param name="Address">The address.</param>
/// <param name="Holders">Names of the load balancers that have it.</param>
/// <param name="Unable">Names of those that could not take it over.</param>
internal sealed record AddressHolders(string Address, ImmutableArray<string> Holders, ImmutableArray<string> Unable)
{
    private const string Fact = "virtual-address";

    /// <summary>What is wrong, in words; null where one has it and the other one stands by.</summary>
    public string? Flaw => Holders.Length switch
    {
        0 => $"no load balancer has {Address}: see journalctl -u keepalived on both",
        1 when Unable.IsEmpty => null,
        1 => $"{Address} is at {Holders[0]}, and {Unable[0]} could not take it over: it does not serve, or does not hear "
            + $"{Holders[0]}: let VRRP (IP protocol 112) through between the two, see journalctl -u keepalived there",
        _ => $"{string.Join(" and ", Holders)} both have {Address}, because neither hears the other: let VRRP (IP "
            + "protocol 112) through between the two",
    };

    /// <summary>
    /// Bash that prints the fact virtual-address: here, away, or unable. Both have it on lo, where nobody is answered.
    /// Nothing where there is one load balancer.
    /// </summary>
    public static string Script(StackSettings settings) => settings.Pair is not { Address: var address }
        ? ""
        : $$"""
            if ip -oneline address show to {{address}} | awk '$2 != "lo" { found = 1 } END { exit !found }'; then
              echo "{{Fact}} here"
            elif /usr/local/sbin/enginsight-serves && /usr/local/sbin/enginsight-alone; then
              echo "{{Fact}} away"
            else
              echo "{{Fact}} unable"
            fi
            """;

    /// <param name="address">The address.</param>
    /// <param name="said">Name and words of each load balancer that answered.</param>
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
