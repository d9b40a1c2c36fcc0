using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;

namespace Enginsight.Ops.Status;

/// <summary>
/// Somebody whom a database VM's firewall has turned away in the last week, or since that VM's last boot: a backup that
/// runs at night is connected to nothing when its door is closed.
/// </summary>
/// <param name="Name">Its VM's, where it is one of the stack's; else its address.</param>
/// <param name="Ports">What it asked for, ascending.</param>
/// <param name="Ago">Since it last did.</param>
internal sealed record TurnedAway(string Name, ImmutableArray<int> Ports, TimeSpan Ago)
{
    private const int MostShown = 5;

    /// <param name="databases">What the database VMs say.</param>
    /// <returns>Those whom no list lets in since, the last one first.</returns>
    public static ImmutableArray<TurnedAway> Of(StackSettings settings, params IEnumerable<Facts> databases)
    {
        var said = databases.ToArray();
        var letIn = said.SelectMany(facts => facts.All("let-in")).Select(FirewallSubnet.Of).ToArray();
        return
        [
            .. said.SelectMany(facts => facts.All("refused")).Select(line => line.Split(' '))
                .Select(words => (Address: words[0], Port: Number(words[1]), Ago: Number(words[2])))
                .GroupBy(refused => refused.Address)
                .Where(one => !IPAddress.TryParse(one.Key, out var address)
                    || !letIn.Any(subnet => subnet?.Contains(address) ?? false))
                .Select(one => new TurnedAway(
                    settings.AllVms.FirstOrDefault(vm => vm.Address == one.Key)?.Name ?? one.Key,
                    [.. one.Select(refused => refused.Port).Distinct().Order()],
                    TimeSpan.FromSeconds(one.Min(refused => refused.Ago))))
                .OrderBy(one => one.Ago),
        ];
    }

    /// <summary>All in one line, the last ones by name; a scanner may have been everywhere.</summary>
    /// <param name="when">A time ago, in the words of the reader.</param>
    public static string Listed(ImmutableArray<TurnedAway> all, Func<TimeSpan, string> when) =>
        string.Join(", ", all.Take(MostShown).Select(
            one => $"{one.Name} ({string.Join(" and ", one.Ports)}, {when(one.Ago)})"))
        + (all.Length > MostShown ? $" and {all.Length - MostShown} more" : "");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
