using System.Net;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>Who uses MongoDB and redis now, and will be shut out: up lets the stack's VMs in, and database.allow.</summary>
internal static class ConnectedChecks
{
    private const string Item = "connected";

    public static IEnumerable<Finding> Of(StackSettings settings, Facts facts)
    {
        var strangers = facts.All("connected").Select(line => line.Split(' '))
            .Where(words => words.Length == 2 && !IsLetThrough(settings, words[1]))
            .GroupBy(words => words[1], words => words[0])
            .ToArray();
        foreach (var stranger in strangers)
        {
            yield return Finding.Blocker(Item, $"{stranger.Key} uses {string.Join(" and ", stranger.Select(NameOf))}, "
                + "is no app server or services VM of this stack, and up would cut it off: end that connection "
                + $"(see who it is with ss -tnp on {stranger.Key}), or let it through with database.allow");
        }

        foreach (var member in Members(facts).Where(member => !IsLetThrough(settings, member)))
        {
            yield return Finding.Blocker(Item, $"{member} is a member of MongoDB's replica set, and up would cut it off "
                + "from this one: let it through with database.allow");
        }

        if (strangers.Length == 0)
            yield return Finding.Ok(Item, "nobody uses MongoDB and redis now who will be shut out");
    }

    /// <summary>Whom up lets through; the load balancer has no business there.</summary>
    private static bool IsLetThrough(StackSettings settings, string address) => IsLoopback(address)
        || settings.AppServers.Append(settings.Services).Concat(settings.Database.Vms).Any(vm => vm.Address == address)
        || settings.Database.Allow.Any(client => client.Address == address
            || (IPNetwork.TryParse(client.Address, out var network) && IPAddress.TryParse(address, out var ip)
                && network.Contains(ip)));

    private static string NameOf(string port) => port == "6379" ? "redis" : "MongoDB";

    private static IEnumerable<string> Members(Facts facts) =>
        (MongoHello.Parse(facts["mongo-address"])?.Hosts ?? [])
            .Select(host => host[..Math.Max(host.LastIndexOf(':'), 0)].Trim('[', ']'))
            .Where(host => IPAddress.TryParse(host, out _) && !IsLoopback(host));

    private static bool IsLoopback(string address) =>
        IPAddress.TryParse(address, out var ip) && IPAddress.IsLoopback(ip);
}
