using System.Net;
using System.Text.Json;
using Enginsight.Ops.Http;
using Enginsight.Ops.Load;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Lab;

/// <summary>Tests on the lab with two load balancers; the other lab's run before or after them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PairCollection : ICollectionFixture<PairFixture>
{
    public const string Name = "pair";
}

/// <summary>
/// A lab with two load balancers, a stack of the name lab-test-ha, for the long form: brought up by ./scripts/up, and
/// destroyed after the last test.
/// </summary>
public sealed class PairFixture : ILab, IAsyncLifetime
{
    public const string Stack = "lab-test-ha";
    internal const string Subnet = "10.213.32.";
    public const string RedisAddress = Subnet + "29";
    public const string Address = Subnet + "9";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly Dictionary<string, string> Passphrase = new() { ["PULUMI_CONFIG_PASSPHRASE"] = "lab" };

    public string Project { get; set; } = PulumiCli.Root;

    public async Task InitializeAsync()
    {
        if (!LabFixture.IsFull)
            return;
        StackFile.WriteLab(Stack, Subnet, like: "lab-ha");
        (await UpAsync()).Succeeded();
    }

    public async Task DisposeAsync()
    {
        if (!LabFixture.IsFull)
            return;
        (await ScriptAsync("destroy", Stack)).Succeeded();
        File.Delete(StackFile.PathOf(Stack));
    }

    /// <summary>Runs ./scripts/NAME.</summary>
    public Task<CommandResult> ScriptAsync(string name, params string[] arguments) =>
        Shell.RunAsync([$"./scripts/{name}", .. arguments], Project, environment: Passphrase);

    public Task<CommandResult> UpAsync(params string[] options) => ScriptAsync("up", [Stack, .. options]);

    public Task<CommandResult> PulumiAsync(params string[] arguments) =>
        ScriptAsync("pulumi", [.. arguments, "-s", Stack]);

    /// <summary>Runs a bash script as root in a VM, past SSH.</summary>
    public Task<CommandResult> InVmAsync(string vm, string script) =>
        Shell.RunAsync(["docker", "exec", "-i", $"enginsight-{Stack}-{vm}", "bash", "-c", script], PulumiCli.Root);

    /// <summary>Cuts a VM's way to all others for eight seconds, as a switch would: the VM itself notices nothing.</summary>
    public async Task CutOffAsync(string vm) => (await Shell.RunAsync(
        [
            "bash", "-euc", $$"""
                index=$(docker exec enginsight-{{Stack}}-{{vm}} cat /sys/class/net/eth0/iflink)
                veth=$(ip -o link | sed -n "s/^$index: \([^@]*\)@.*/\1/p")
                bridge=$(readlink "/sys/class/net/$veth/master")
                ip link set "$veth" nomaster
                sleep 8
                ip link set "$veth" master "${bridge##*/}"
                """,
        ],
        PulumiCli.Root)).Succeeded();

    /// <summary>Names of the load balancers that have the address, and so are asked.</summary>
    public Task<string[]> HoldersAsync() => HoldersOfAsync(Address, "lb1", "lb2");

    /// <summary>Names of the database VMs that have redis's address.</summary>
    public Task<string[]> RedisHoldersAsync() => HoldersOfAsync(RedisAddress, "db1", "db2", "db3");

    /// <summary>Waits until one load balancer has the address.</summary>
    public async Task<string> HolderAsync()
    {
        string[] holders = [];
        await Wait.UntilAsync(
            "one load balancer has the address", async () => (holders = await HoldersAsync()).Length == 1);
        return holders[0];
    }

    /// <summary>Waits until one database VM has redis's address.</summary>
    public async Task<string> RedisHolderAsync()
    {
        string[] holders = [];
        await Wait.UntilAsync(
            "one database VM has redis's address", async () => (holders = await RedisHoldersAsync()).Length == 1);
        return holders[0];
    }

    private async Task<string[]> HoldersOfAsync(string address, params string[] vms)
    {
        var holders = new List<string>();
        foreach (var vm in vms)
        {
            var seen = await InVmAsync(vm, $"ip -oneline address show to {address} | grep -v ': lo'");
            if (seen.ExitCode == 0)
                holders.Add(vm);
        }

        return [.. holders];
    }

    /// <summary>
    /// What clients see who ask for pages of both names, 100 a second, and repeat what was cut off before its answer or
    /// not answered for as long as they have patience.
    /// </summary>
    /// <param name="action">What happens meanwhile.</param>
    /// <param name="patience">Default: 2 s.</param>
    /// <param name="anyAuthority">For a change of the CA: clients look at the certificate's names alone.</param>
    internal async Task<LoadReport> UnderLoadAsync(
        Func<Task> action, TimeSpan? patience = null, bool anyAuthority = false)
    {
        using var outputs = JsonDocument.Parse(
            (await PulumiAsync("stack", "output", "--json")).Succeeded().Output);
        var plan = new LoadPlan
        {
            Door = new Door(
                new IPEndPoint(IPAddress.Parse(Address), 443),
                anyAuthority ? null : outputs.RootElement.GetProperty("caCertificate").GetString(),
                AnyAuthority: anyAuthority),
            Requests = [new LoadRequest("GET", "api.enginsight.lab"), new LoadRequest("GET", "app.enginsight.lab")],
            Clients = 20,
            Rate = 100,
            RepeatsAfter = patience ?? Patience,
        };
        return await LoadGenerator.WhileAsync(plan, async load =>
        {
            await Wait.UntilAsync("the load runs", () => load.Recorder.Counts().Requests > 100);
            await action();
            var before = load.Recorder.Counts().Requests;
            await Wait.UntilAsync("the load goes on", () => load.Recorder.Counts().Requests > before + 200);
            return load.Recorder.Take();
        });
    }
}
