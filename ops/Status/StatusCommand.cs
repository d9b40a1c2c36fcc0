using System.CommandLine;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Display;
using Enginsight.Ops.History;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;
using Enginsight.Ops.VirtualAddress;

namespace Enginsight.Ops.Status;

/// <summary>status: one screen about a stack.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var all = new Option<bool>("--all") { Description = "Show every service, container and disk." };
        var command = new Command("status", """
            One screen: how each VM is, who takes requests, certificate, last update.
            Exit code: 0 all is well, 1 something is not, also a certificate that ends within 30 days, 2 cannot run.
            """)
        {
            stack, all,
        };
        command.SetAction((result, _) =>
            RunAsync(new DeployedStack(result.GetRequiredValue(stack)), result.GetValue(all)));
        return command;
    }

    private static async Task<int> RunAsync(DeployedStack stack, bool all)
    {
        var settings = await stack.SettingsAsync();
        var logins = await VmConnections.OfAsync(stack, settings);
        var answers = await OnAllVms.RunAsync(
            logins, "asking", shell => VmQuestions.AskAsync(shell, settings, Limit), ConnectTimeout);
        var balancers = answers.Where(vm => settings.Of(vm.Login.Name) is Role.Balancer).ToArray();
        var balancer = StackStatus.OfAll(balancers.Select(vm => vm.Answer));
        var screen = new StatusScreen(stack.Name, all);
        var well = true;
        foreach (var (login, facts, failure) in answers)
        {
            var role = settings.Of(login.Name);
            var status = facts is null ? null : VmStatus.Of(role, facts, settings.Versions);
            var requests = role is Role.App ? RequestsOf(balancer, settings.AllVms.First(vm => vm.Name == login.Name).Address) : Requests.NotAsked;
            well &= status is { Problems.Length: 0 } && requests is Requests.NotAsked or Requests.Serving;
            screen.Add(login.Name, status, failure?.Message, requests);
        }

        screen.Write();
        if (settings.Pair is { Address: var address })
        {
            well &= screen.WriteAddress(AddressHolders.Of(
                address, balancers.Select(vm => (vm.Login.Name, vm.Answer?["virtual-address"]))));
        }

        if (answers.First(vm => vm.Login.Name == settings.Database.Vm.Name).Answer is { } database)
            screen.WriteLetThrough(LetThrough.Of(settings.Database.Allow, database));
        well &= screen.WriteCertificate(balancer, TimeProvider.System.GetUtcNow());
        well &= screen.WriteLastUpdate(StackHistory.Of(stack.Name).FirstOrDefault(), TimeProvider.System.GetUtcNow());
        screen.WriteRunning(StackLock.HolderOf(stack.Name));
        return well ? ExitCode.Good : ExitCode.Found;
    }

    private static Requests RequestsOf(StackStatus balancer, string address) =>
        !balancer.Upstreams.TryGetValue(address, out var serving) ? Requests.NotInUpstreams
        : !serving ? Requests.Drained
        : balancer.Unhealthy.Contains(address) ? Requests.Unhealthy
        : Requests.Serving;
}

/// <summary>Whether an app server takes requests; NotAsked for other VMs.</summary>
internal enum Requests
{
    NotAsked,
    Serving,
    Drained,
    Unhealthy,
    NotInUpstreams,
}
