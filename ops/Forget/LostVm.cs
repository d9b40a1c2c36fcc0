using System.Net;
using System.Net.Sockets;
using Enginsight.Ops.Ssh;
using Floor.Ssh;

namespace Enginsight.Ops.Forget;

/// <summary>Whether a VM is lost, as far as the network tells.</summary>
internal static class LostVm
{
    /// <summary>A connection is asked for five times within it, by the system's own schedule.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Silence, or no way there: only that is what a lost VM leaves. One that refuses a connection or a login runs, and
    /// what runs on it would go on running, with nobody who knows of it.
    /// </summary>
    /// <param name="patience">Default: 20 seconds.</param>
    /// <exception cref="OpsException">It is there, or nothing can be told; the message says what to do.</exception>
    public static async Task RequireAsync(
        string stack, VmLogin vm, IEnumerable<VmLogin> others, TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        var asked = others.Select(other => SeenAsync(other, limit)).ToArray();
        if (await SeenAsync(vm, limit) is { } seen)
        {
            throw new OpsException($"{vm} {seen}, so nothing is lost: see to that, "
                + $"then take {vm.Name} out of stacks/Pulumi.{stack}.yaml and type ./scripts/up {stack}, "
                + "which stops what runs there");
        }

        if (asked.Length > 0 && (await Task.WhenAll(asked)).All(other => other is null))
        {
            throw new OpsException($"no VM of {stack} is reached from this machine, so it does not tell that {vm.Name} "
                + "is lost: see to the network first (VPN, firewall)");
        }
    }

    /// <returns>What the VM has shown of itself; null where there was nothing.</returns>
    private static async Task<string?> SeenAsync(VmLogin vm, TimeSpan limit)
    {
        if (vm.Proxy is { } proxy)
            return await SeenThroughProxyAsync(vm, proxy, limit);
        IPAddress[] addresses;
        try
        {
            using var end = new CancellationTokenSource(limit);
            addresses = await Dns.GetHostAddressesAsync(vm.Host, end.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return $"is not looked up ({e.Message})"; // the silence of a name server says nothing about the VM
        }

        return await SeenAtAsync(addresses, vm.Port, limit);
    }

    private static async Task<string?> SeenAtAsync(IPAddress[] addresses, int port, TimeSpan limit)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var end = new CancellationTokenSource(limit);
        try
        {
            await socket.ConnectAsync(addresses, port, end.Token);
            return "answers";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable
                    or SocketError.HostDown or SocketError.NetworkDown => null,
                SocketError.ConnectionRefused or SocketError.ConnectionReset => "refuses the connection",
                _ => $"is not asked ({e.Message})",
            };
        }
    }

    /// <summary>Only the host on the way can tell; where that one does not answer, no VM does.</summary>
    private static async Task<string?> SeenThroughProxyAsync(VmLogin vm, SshTarget proxy, TimeSpan limit)
    {
        using var bastion = new Bastion(proxy);
        using var end = new CancellationTokenSource(limit);
        try
        {
            await using var stream = await bastion.ConnectAsync(vm.Host, vm.Port, end.Token);
            return "answers";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (BastionException e)
        {
            return e.Kind switch
            {
                SshFailureKind.Unreachable when Has(e.Seen, "refused") => $"refuses the connection ({e.Message})",
                SshFailureKind.Unreachable when Has(e.Seen, "name") => $"is not looked up ({e.Message})",
                SshFailureKind.Unreachable or SshFailureKind.Silent or SshFailureKind.Lost => null,
                _ => $"is not asked ({e.Message})",
            };
        }
    }

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
