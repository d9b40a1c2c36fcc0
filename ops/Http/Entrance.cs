using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Http;

/// <summary>How this machine comes in at a stack's load balancer, or why it does not.</summary>
/// <param name="Door">The first that opens; where none does, the first of all.</param>
/// <param name="IsOpen">Whether it opens.</param>
/// <param name="Closed">What was tried before, and what came of it.</param>
internal sealed record Entrance(Door Door, bool IsOpen, ImmutableArray<string> Closed)
{
    private const int HttpsPort = 443;

    /// <summary>The way that was taken, where it is not the one that clients take; else null.</summary>
    public string? Detour => IsOpen && Door.Bastion is { } bastion
        ? $"through {bastion} to {Door.Address}, because this machine does not come in itself ({Reasons})"
        : null;

    /// <summary>All that was tried in vain.</summary>
    public string Reasons => string.Join("; ", Closed);

    /// <summary>
    /// Tries the load balancer of a stack, or the one of two that has the address. Its host may be for management only:
    /// where nobody is let in there, the address that clients use. Where neither is reached directly, the bastion.
    /// </summary>
    /// <param name="settings">Say where it is, and whose certificate it has.</param>
    /// <param name="caCertificates">
    /// PEM certificates that alone are trusted; empty trusts what the system trusts.
    /// </param>
    /// <param name="bastion">The stack's own; null where there is none.</param>
    public static async Task<Entrance> FindAsync(StackSettings settings, string? caCertificates, Bastion? bastion)
    {
        var closed = ImmutableArray.CreateBuilder<string>();
        var doors = new List<Door>();
        foreach (var address in await AddressesAsync(settings, closed))
        {
            doors.Add(new Door(
                new IPEndPoint(address, HttpsPort), caCertificates, AnyAuthority: !settings.Certificate.IsOwn));
        }

        if (doors.Count == 0)
            throw new OpsException($"the load balancer is not looked up ({string.Join("; ", closed)})");
        foreach (var door in bastion is null ? doors : [.. doors, .. doors.Select(door => door with { Bastion = bastion })])
        {
            if (await door.FlawAsync() is not { } flaw)
                return new Entrance(door, true, closed.ToImmutable());
            var reason = door.Bastion is null ? $"{door.Address}: {flaw}" : flaw;
            if (!closed.Contains(reason))
                closed.Add(reason);
        }

        return new Entrance(doors[0], false, closed.ToImmutable());
    }

    /// <summary>The same, for what makes no sense from anywhere else.</summary>
    /// <exception cref="OpsException">This machine does not come in at all.</exception>
    public static async Task<Entrance> RequireAsync(StackSettings settings, string? caCertificates, Bastion? bastion)
    {
        var entrance = await FindAsync(settings, caCertificates, bastion);
        if (entrance.IsOpen)
            return entrance;
        throw new OpsException(
            $"this machine does not come in at the load balancer ({entrance.Reasons}): let it in, or type the same on a "
            + $"machine that comes in{(bastion is null ? ", or set ssh.proxy if a bastion leads there" : "")}");
    }

    private static async Task<IPAddress[]> AddressesAsync(
        StackSettings settings, ImmutableArray<string>.Builder closed)
    {
        var vm = settings.LoadBalancer.Vm;
        var addresses = new List<IPAddress>();
        foreach (var host in settings.Pair is { } pair ? [pair.Address] : new[] { vm.Host, vm.Address }.Distinct())
        {
            try
            {
                addresses.Add((await Dns.GetHostAddressesAsync(host))[0]);
            }
            catch (SocketException e)
            {
                closed.Add($"{host}: {e.Message}");
            }
        }

        return [.. addresses.Distinct()];
    }
}
