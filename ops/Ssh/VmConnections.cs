using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Ssh;

/// <summary>The logins of a stack's VMs.</summary>
internal static class VmConnections
{
    /// <summary>
    /// One login for each VM of the settings, in their order. A lab makes its keys itself: what the settings do not say
    /// comes from the state's commands.
    /// </summary>
    public static async Task<ImmutableArray<VmLogin>> OfAsync(DeployedStack stack, StackSettings settings)
    {
        if (settings.AllVms.All(vm => vm.Ssh.PrivateKey is not null))
            return [.. settings.AllVms.Select(VmLogin.From)];
        return Of(settings, await StackState.ReadAsync(stack.Name));
    }

    public static ImmutableArray<VmLogin> Of(StackSettings settings, StackState state) =>
    [
        .. settings.AllVms.Select(VmLogin.From).Select(login =>
            state.Commands.Select(command => command.Login).LastOrDefault(known => IsSameVm(known, login)) is { } known
                ? login with
                {
                    PrivateKey = login.PrivateKey ?? known.PrivateKey,
                    HostKey = login.HostKey ?? known.HostKey,
                }
                : login),
    ];

    /// <summary>Does the same on all VMs at once.</summary>
    /// <param name="connectTimeout">Default: 10 seconds.</param>
    /// <returns>The answers in the order of the logins; where a VM is unreachable, its exception.</returns>
    public static async Task<ImmutableArray<(VmLogin Login, T? Answer, VmUnreachableException? Failure)>> OnAllAsync<T>(
        IEnumerable<VmLogin> logins, Func<VmShell, Task<T>> action, TimeSpan? connectTimeout = null)
        where T : class
    {
        return [.. await Task.WhenAll(logins.Select(OnOneAsync))];

        async Task<(VmLogin, T?, VmUnreachableException?)> OnOneAsync(VmLogin login)
        {
            try
            {
                using var shell = await VmShell.ConnectAsync(login, connectTimeout);
                return (login, await action(shell), null);
            }
            catch (VmUnreachableException e)
            {
                return (login, null, e);
            }
        }
    }

    private static bool IsSameVm(VmLogin one, VmLogin other) => one.Host == other.Host && one.Port == other.Port;
}
