using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Drill;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;
using Enginsight.Ops.VirtualAddress;

namespace Enginsight.Ops.Verify;

/// <summary>
/// Asks, from each load balancer, what no client can see: that each app server answers by itself, that nginx sends it
/// requests, and whether the update cut any; and of two, that one has the address.
/// </summary>
internal static class UpstreamCheck
{
    private const string Tell = "curl --silent --fail --max-time 10 --request DELETE --unix-socket ";

    /// <param name="stack">The stack.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="asksNames">Whether both names are asked there, too, because no client can ask them from here.</param>
    public static async Task RunAsync(DeployedStack stack, StackSettings settings, bool asksNames)
    {
        var logins = await VmConnections.OfAsync(stack, settings);
        try
        {
            var said = new List<(string, string?)>();
            foreach (var login in logins.Where(login => settings.Of(login.Name) is Role.Balancer))
            {
                using var balancer = await VmShell.ConnectAsync(login);
                await CheckAnswersAsync(balancer, settings);
                if (asksNames)
                    await CheckNamesAsync(balancer, settings);
                var answer = (await balancer.RunAsync($"""
                    {Tell}{Places.NginxSocket} http://balancer/
                    {AddressHolders.Script(settings, Role.Balancer)}
                    """)).Output;
                CheckBalancer(answer, settings);
                said.Add((login.Name, AddressHolders.SaidIn(answer)));
            }

            if (settings.Pair is { Address: var address })
                CheckAddress(AddressHolders.Of(address, said));
        }
        catch (VmUnreachableException e)
        {
            throw new OpsException(e.Message);
        }
    }

    private static void CheckAddress(AddressHolders holders)
    {
        if (holders.Flaw is not null)
            throw new OpsException(holders.Words);
        Console.WriteLine($"  {holders.Words}, and the other one stands by");
    }

    /// <summary>Compares what nginx says with the stack's app servers, and prints the requests that were cut.</summary>
    internal static void CheckBalancer(string said, StackSettings settings)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToArray();
        var taking = lines.Where(words => words is ["server", _, "in", ..]).Select(words => words[1]).ToHashSet();
        var missing = settings.AppServers.Where(vm => !taking.Contains(vm.Address)).ToArray();
        if (missing.Length > 0)
        {
            throw new OpsException(
                $"the load balancer sends no requests to {string.Join(" and ", missing.Select(vm => vm.Name))}");
        }

        foreach (var words in lines.Where(words => words is ["cut", _, _, _]))
        {
            var name = settings.AppServers.FirstOrDefault(vm => vm.Address == words[1])?.Name ?? words[1];
            Console.WriteLine(
                $"  warning: {words[2]} {words[3]} was cut on {name}, after updates.drainSeconds "
                + $"({settings.Updates.DrainSeconds} s)");
        }
    }

    /// <summary>By the load balancer's own loopback; whose certificate that is, the site's step has compared.</summary>
    private static async Task CheckNamesAsync(VmShell balancer, StackSettings settings)
    {
        var said = (await balancer.RunAsync($$"""
            for name in {{settings.AppDomain}} {{settings.ApiDomain}}; do
              curl --silent --insecure --noproxy '*' --output /dev/null --max-time 10 --resolve "$name:443:127.0.0.1" \
                --write-out "$name %{http_code}\n" "https://$name/" || true
            done
            """)).Output;
        foreach (var words in said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')))
        {
            if (!int.TryParse(words[^1], out var status) || status is 0 or >= 500)
            {
                throw new OpsException(
                    $"https://{words[0]} does not answer on {balancer.Login.Name} itself: {words[^1]}");
            }

            Console.WriteLine($"  https://{words[0]} answers {status}, asked on {balancer.Login.Name}");
        }
    }

    private static async Task CheckAnswersAsync(VmShell balancer, StackSettings settings)
    {
        var states = await new BackEnds([balancer], settings).AskAsync();
        if (states.FirstOrDefault(state => !state.Serves) is { } sick)
            throw new OpsException($"an app server does not answer the load balancer (server-m2/ui-m1): {sick}");
        var names = string.Join(", ", states.Select(state => state.Name));
        var name = settings.Pair is null ? "the load balancer" : balancer.Login.Name;
        Console.WriteLine($"  each app server answers {name}: {names}");
    }
}
