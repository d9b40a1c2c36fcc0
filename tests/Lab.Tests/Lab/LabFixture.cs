using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Enginsight.Ops.Http;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Lab;

/// <summary>
/// The tests' own lab, a stack of the name lab-test: brought up once by ./scripts/up, from nothing, and destroyed after
/// the last test.
/// </summary>
public sealed class LabFixture : ILab, IAsyncLifetime
{
    public const string Stack = "lab-test";
    public const string Subnet = "10.213.6.";

    /// <summary>The load balancer's address.</summary>
    public const string LoadBalancer = Subnet + "10";

    public const string AppUrl = "https://app.enginsight.lab";
    public const string ApiUrl = "https://api.enginsight.lab";

    /// <summary>Names of the VMs.</summary>
    public static readonly string[] Vms = ["lb", "app1", "app2", "services", "db"];

    private static readonly string Root = PulumiCli.Root;

    /// <summary>What the scripts set for every lab.</summary>
    private static readonly Dictionary<string, string> Passphrase = new() { ["PULUMI_CONFIG_PASSPHRASE"] = "lab" };

    /// <summary>True for the tests that take minutes: ./scripts/test lab --full.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("LAB_FULL") == "1";

    /// <summary>LAB_KEEP=1, for whoever writes a test: use the lab that the last run kept, and keep it.</summary>
    public static bool IsKept => Environment.GetEnvironmentVariable("LAB_KEEP") == "1";

    /// <summary>
    /// A container of one of Enginsight's services on its VM: Compose 1 of Debian 12 and Compose 2 of Debian 13 name them
    /// differently.
    /// </summary>
    public static string ServiceContainer(string service) =>
        Environment.GetEnvironmentVariable("LAB_SUITE") == "trixie" ? $"enterprise-{service}-1" : $"enterprise_{service}_1";

    /// <summary>What ./scripts/up did; with nothing there yet, unless the lab was kept.</summary>
    public CommandResult FirstUp { get; private set; } = null!;

    /// <summary>The project's root folder.</summary>
    public string Folder => Root;

    public string Project { get; set; } = Root;

    public string StackFilePath => StackFile.PathOf(Stack);

    public async Task InitializeAsync()
    {
        RequireRoot();
        // What an earlier run left behind when it was killed.
        if (File.Exists(StackFilePath) && !IsKept)
            await TakeDownAsync();
        StackFile.WriteLab(Stack, Subnet);
        FirstUp = await UpAsync();
        if (FirstUp.ExitCode == 0)
            return;
        await DisposeAsync();
        throw new InvalidOperationException($"the lab does not come up, so no test on it can run\n{FirstUp}");
    }

    public Task DisposeAsync() => IsKept ? Task.CompletedTask : TakeDownAsync();

    /// <summary>Runs ./scripts/NAME.</summary>
    public Task<CommandResult> ScriptAsync(string name, params string[] arguments) =>
        Shell.RunAsync([$"./scripts/{name}", .. arguments], Project, environment: Passphrase);

    public Task<CommandResult> UpAsync(params string[] options) => ScriptAsync("up", [Stack, .. options]);

    public async Task<CommandResult> PulumiAsync(params string[] arguments) =>
        await ScriptAsync("pulumi", [.. arguments, "-s", Stack]);

    /// <summary>Sets a value of the stack file as an operator would.</summary>
    /// <param name="path">Path of the setting, such as versions.ui-m1.</param>
    /// <param name="kind">--plaintext or --secret.</param>
    public async Task SetAsync(string path, string value, string kind = "--plaintext") => (await ScriptAsync(
        "pulumi", "config", "set", "-s", Stack, "--path", $"enginsight-infra:{path}", kind, "--", value)).Succeeded();

    /// <summary>Starts ./scripts/NAME without waiting for it, in a session of its own.</summary>
    public Process StartScript(string name, params string[] arguments) =>
        Shell.Start([$"./scripts/{name}", .. arguments], Project, environment: Passphrase);

    /// <summary>Runs a bash script on this machine.</summary>
    public Task<CommandResult> HostAsync(string script, string? input = null) =>
        Shell.RunAsync(["bash", "-c", script], Root, input, Passphrase);

    /// <summary>Runs a bash script as root in a VM, past SSH.</summary>
    /// <param name="vm">Name of the VM, such as app1.</param>
    public Task<CommandResult> InVmAsync(string vm, string script, string? input = null) =>
        Shell.RunAsync(["docker", "exec", "-i", ContainerOf(vm), "bash", "-c", script], Root, input);

    /// <summary>Docker's name of a VM.</summary>
    public static string ContainerOf(string vm) => $"enginsight-{Stack}-{vm}";

    /// <summary>Changes the stack file until the result is disposed, which also brings the lab back.</summary>
    public ConfigurationEdit Edit(Func<string, string> edit) => EditByCommand().Make(edit);

    /// <summary>The same for a test that changes the stack file by ./scripts/pulumi config.</summary>
    public ConfigurationEdit EditByCommand() => new(this);

    /// <summary>The load balancer as a client sees it that trusts the stack's CA, and nothing else.</summary>
    internal async Task<FrontDoor> FrontDoorAsync() => new(await DoorAsync());

    /// <summary>The way to the load balancer.</summary>
    /// <param name="furtherCa">PEM certificate to trust besides the stack's CA.</param>
    internal async Task<Door> DoorAsync(string? furtherCa = null) =>
        new(new IPEndPoint(IPAddress.Parse(LoadBalancer), 443), $"{await OutputAsync("caCertificate")}{furtherCa}");

    /// <summary>A string among the stack's outputs.</summary>
    public async Task<string> OutputAsync(string name)
    {
        var result = (await PulumiAsync("stack", "output", "--json", "--show-secrets")).Succeeded();
        using var outputs = JsonDocument.Parse(result.Output);
        return outputs.RootElement.GetProperty(name).GetString()!;
    }

    private static void RequireRoot()
    {
        if (Environment.UserName != "root")
            throw new InvalidOperationException("the lab's tests start Docker and VMs: run them as root");
    }

    private async Task TakeDownAsync()
    {
        // A run that was killed has left its lock; where there is none, there is nothing to cancel.
        await PulumiAsync("cancel", "--yes");
        var result = await ScriptAsync("destroy", Stack);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"the tests' lab cannot be destroyed\n{result}");
        File.Delete(StackFilePath);
    }
}
