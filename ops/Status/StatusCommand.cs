using System.Collections.Immutable;
using System.CommandLine;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Display;
using Enginsight.Ops.History;
using Enginsight.Ops.Pages;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;
using Enginsight.Ops.VirtualAddress;

namespace Enginsight.Ops.Status;

/// <summary>status: one screen about a stack.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private const int UpdatesOnThePage = 10;

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var all = new Option<bool>("--all") { Description = "Show every service, container and disk." };
        var report = PageFile.Option();
        var command = new Command("status", """
            One screen: how each VM is, who takes requests, certificate, last update.
            Exit code: 0 all is well, 1 something is not, also a certificate that ends within 30 days, 2 cannot run.
            """)
        {
            stack, all, report,
        };
        command.SetAction((result, _) => RunAsync(
            new DeployedStack(result.GetRequiredValue(stack)), result.GetValue(all), PageFile.Of(result, report)));
        return command;
    }

    private static async Task<int> RunAsync(DeployedStack stack, bool all, PageFile? page)
    {
        var settings = await stack.SettingsAsync();
        var logins = await VmConnections.OfAsync(stack, settings);
        var answers = await OnAllVms.RunAsync(
            logins, "asking", shell => VmQuestions.AskAsync(shell, settings, Limit), ConnectTimeout);
        var balancers = answers.Where(vm => settings.Of(vm.Login.Name) is Role.Balancer).ToArray();
        var balancer = StackStatus.OfAll(balancers.Select(vm => vm.Answer));
        var screen = new StatusScreen(stack.Name, all);
        var time = TimeProvider.System.GetLocalNow();
        var vms = answers.Select(vm => ReportOf(vm.Login.Name, vm.Answer, vm.Failure?.Message, settings, balancer))
            .ToImmutableArray();
        foreach (var vm in vms)
            screen.Add(vm.Name, vm.Status, vm.Failure, vm.Requests);
        screen.Write();
        var well = vms.All(vm => vm.IsWell);
        var holders = Holders(settings.Pair?.Address, Role.Balancer);
        var redisHolders = Holders(settings.Database.VirtualAddress, Role.Database);
        if (holders is not null)
            well &= screen.WriteAddress("Address", holders);
        if (redisHolders is not null)
            well &= screen.WriteAddress("redis", redisHolders);
        var set = settings.Database.Members.IsEmpty ? null : ReplicaSetStatus.Of(
            settings.Database, answers.ToDictionary(vm => vm.Login.Name, vm => vm.Answer?["mongo-address"]));
        if (set is not null)
        {
            screen.WriteReplicaSet(set);
            well &= set.IsWell;
        }

        var others = answers.First(vm => vm.Login.Name == settings.Database.Vm.Name).Answer is { } database
            ? LetThrough.Of(settings.Database.Allow, database)
            : [];
        screen.WriteLetThrough(others);
        var turnedAway = TurnedAway.Of(settings, answers.Select(vm => vm.Answer).OfType<Facts>());
        screen.WriteTurnedAway(turnedAway);
        well &= screen.WriteCertificate(balancer, time);
        var updates = StackHistory.Of(stack.Name).Take(page is null ? 1 : UpdatesOnThePage).ToImmutableArray();
        well &= screen.WriteLastUpdate(updates.FirstOrDefault(), time);
        screen.WriteRunning(StackLock.HolderOf(stack.Name));
        page?.Write(StatusPage.Of(new StatusReport
        {
            Stack = stack.Name,
            Time = time,
            Site = Topology.Of(settings),
            Versions = ConfiguredVersions.Of(settings.Versions),
            Vms = vms,
            Address = holders,
            RedisAddress = redisHolders,
            ReplicaSet = set,
            Others = others,
            TurnedAway = turnedAway,
            Balancer = balancer,
            Certificates =
            [
                .. balancers.Where(vm => vm.Answer is not null)
                    .SelectMany(vm => ServedCertificate.Of(vm.Login.Name, vm.Answer!)),
            ],
            Updates = updates,
            IsWell = well,
        }));
        return well ? ExitCode.Good : ExitCode.Found;

        AddressHolders? Holders(string? address, Role role) => address is null ? null : AddressHolders.Of(
            address,
            answers.Where(vm => settings.Of(vm.Login.Name) == role)
                .Select(vm => (vm.Login.Name, vm.Answer?["virtual-address"])));
    }

    private static VmReport ReportOf(
        string name, Facts? facts, string? failure, StackSettings settings, StackStatus balancer)
    {
        var role = settings.Of(name);
        return new VmReport(
            name,
            facts is null ? null : VmStatus.Of(role, facts, settings.Versions),
            failure,
            role is Role.App
                ? RequestsOf(balancer, settings.AllVms.First(vm => vm.Name == name).Address)
                : Requests.NotAsked);
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
