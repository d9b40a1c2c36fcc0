using System.Collections.Immutable;
using Enginsight.Ops.Ssh;
using Spectre.Console;

namespace Enginsight.Ops.Display;

/// <summary>Work on all VMs at once, with the names of those that are still busy.</summary>
internal static class OnAllVms
{
    /// <param name="verb">What is done, such as asking.</param>
    /// <param name="connectTimeout">When a VM counts as unreachable. Default: 10 seconds.</param>
    public static async Task<ImmutableArray<(VmLogin Login, T? Answer, VmUnreachableException? Failure)>> RunAsync<T>(
        ImmutableArray<VmLogin> logins, string verb, Func<VmShell, Task<T>> action, TimeSpan? connectTimeout = null)
        where T : class
    {
        if (Console.IsOutputRedirected)
            return await VmConnections.OnAllAsync(logins, action, connectTimeout);
        var busy = logins.Select(login => login.Name).ToList();
        return await Screen.Out.Status().StartAsync(Text(), status => VmConnections.OnAllAsync(logins, async shell =>
        {
            try
            {
                return await action(shell);
            }
            finally
            {
                lock (busy)
                    busy.Remove(shell.Login.Name);
                status.Status(Text());
            }
        }, connectTimeout));

        string Text()
        {
            lock (busy)
                return Markup.Escape($"{verb} {string.Join(", ", busy)}");
        }
    }
}
