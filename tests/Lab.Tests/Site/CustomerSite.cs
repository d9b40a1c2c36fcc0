using System.Net;
using System.Text.Json;
using Enginsight.Infra.Settings;
using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Http;
using Enginsight.Ops.Load;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Site;

/// <summary>
/// A customer's site: VMs that no stack has made, a stack file without a lab section, and a folder with the project,
/// made as the README tells. It is brought up once for all tests. LAB_KEEP=1 keeps it, to play with:
/// <c>LAB_KEEP=1 dotnet test tests/Lab.Tests --filter FullyQualifiedName~SiteTests; cd .state/site</c>
/// </summary>
public sealed class CustomerSite : IAsyncLifetime
{
    public const string Stack = "site";
    public const string Subnet = "10.213.26.";
    public const string AppDomain = "app.site.test";
    public const string ApiDomain = "api.site.test";

    private const string Vms = $"enginsight-{Stack}";
    private static readonly string Script = Path.Combine("tests", "Lab.Tests", "Site", "vms.sh");

    /// <summary>The folder that the operator of the site works in.</summary>
    public string Folder { get; } = Path.Combine(PulumiCli.Root, ".state", Stack);

    public string StackFilePath => Path.Combine(Folder, "stacks", $"Pulumi.{Stack}.yaml");

    private string Keys => Path.Combine(Folder, "keys");

    public async Task InitializeAsync()
    {
        if (LabFixture.IsKept && File.Exists(StackFilePath))
            await InstallAsync(PulumiCli.Root);
        else
            await MakeAsync(PulumiCli.Root);
    }

    public Task DisposeAsync() => LabFixture.IsKept ? Task.CompletedTask : TakeDownAsync();

    /// <summary>Bare VMs, and the folder with a stack file and a state without resources.</summary>
    /// <param name="project">Folder of the project that the site uses.</param>
    public async Task MakeAsync(string project)
    {
        await TakeDownAsync();
        await InstallAsync(project);
        (await OnHostAsync($"""
            ./scripts/lab-images >&2
            image() {"{"} sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p" .state/lab-images.json; {"}"}
            export vm_image=$(image vm) database_image=$(image database) registry_image=$(image registry)
            {Script} make {Vms} {Subnet} '{Keys}'
            """)).Succeeded();
        Write(new SiteLayout());
        (await PulumiAsync("stack", "init", Stack)).Succeeded();
        await SetAsync("ssh.privateKey", "id_ed25519", "--secret");
        await SetAsync("registry.password", "registry-password", "--secret");
    }

    /// <summary>Takes a version of the project, built, into the site's folder, in place of the one that was there.</summary>
    public async Task InstallAsync(string project) => (await Shell.RunAsync(
        ["bash", "-c", $"""
            ./scripts/pulumi version >/dev/null && ./scripts/ops --help >/dev/null
            mkdir -p '{Folder}/stacks'
            rm -rf '{Folder}'/{"{"}engine,infra,lab,ops,scripts,.artifacts{"}"}
            cp -a engine infra lab ops scripts *.props .editorconfig Pulumi.yaml '{Folder}'
            cp -a --parents .artifacts/*/.built-* .artifacts/*/bin/Enginsight.{"{"}Infra,Ops{"}"} '{Folder}'
            """],
        project)).Succeeded();

    /// <summary>
    /// The site with another layout, well and unchanged since. What an earlier test has left is no excuse: a site that
    /// does not get well is made anew.
    /// </summary>
    public async Task BringUpAsync(SiteLayout layout)
    {
        Write(layout);
        if ((await UpAsync()).ExitCode == 0 && (await SiteHealth.ProblemsAsync(this, layout)).Count == 0)
            return;
        await MakeAsync(PulumiCli.Root);
        Write(layout);
        (await UpAsync()).Succeeded();
        Assert.Empty(await SiteHealth.ProblemsAsync(this, layout));
    }

    /// <summary>Writes the VMs of a layout into the stack file; all other settings stay.</summary>
    public void Write(SiteLayout layout)
    {
        var text = File.Exists(StackFilePath) ? File.ReadAllText(StackFilePath) : FirstStackFile;
        var start = text.IndexOf("  enginsight-infra:loadBalancer:", StringComparison.Ordinal);
        var end = text.IndexOf("  # end of the VMs", StringComparison.Ordinal);
        File.WriteAllText(StackFilePath, text[..start] + layout.ToYaml(HostKey) + text[end..]);
    }

    /// <summary>Runs ./scripts/NAME in the site's folder.</summary>
    public Task<CommandResult> ScriptAsync(string name, params string[] arguments) =>
        Shell.RunAsync([$"./scripts/{name}", .. arguments], Folder);

    /// <summary>./scripts/up, as an operator who says yes.</summary>
    public Task<CommandResult> UpAsync() => ScriptAsync("up", Stack, "--yes");

    /// <summary>A verb of ./scripts/pulumi for the stack.</summary>
    public Task<CommandResult> PulumiAsync(params string[] arguments) =>
        ScriptAsync("pulumi", [.. arguments, "-s", Stack]);

    /// <summary>Runs a bash script as root in a VM, past SSH.</summary>
    /// <param name="number">Last number of the VM's address.</param>
    public Task<CommandResult> InVmAsync(int number, string script) =>
        Shell.RunAsync(["docker", "exec", "-i", $"{Vms}-{number}", "bash", "-c", script], Folder);

    /// <summary>Generated secrets and the CA: what must be the same for as long as the site stands.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SecretsAsync()
    {
        var outputs = (await PulumiAsync("stack", "output", "--json", "--show-secrets")).Succeeded().Output;
        using var json = JsonDocument.Parse(outputs);
        return new[] { "redisUrl", "jwtSecret", "caCertificate" }
            .ToDictionary(name => name, name => json.RootElement.GetProperty(name).GetString()!);
    }

    /// <summary>The way to the load balancer for clients that trust the stack's CA, or any.</summary>
    internal async Task<Door> DoorAsync(bool anyAuthority = false)
    {
        var balancer = new IPEndPoint(IPAddress.Parse(new SiteLayout().LoadBalancer.Address), 443);
        var ca = anyAuthority ? null : (await SecretsAsync())["caCertificate"];
        return new Door(balancer, ca, AnyAuthority: anyAuthority);
    }

    private string HostKey(int number) => File.ReadAllText(Path.Combine(Keys, $"host-{number}.pub")).Trim();

    private Task<CommandResult> OnHostAsync(string script) =>
        Shell.RunAsync(["bash", "-euo", "pipefail", "-c", script], PulumiCli.Root);

    /// <summary>Sets what README tells to set by command; the value is read from a file, as there.</summary>
    private async Task SetAsync(string path, string file, string kind) => (await Shell.RunAsync(
        ["./scripts/pulumi", "config", "set", "-s", Stack, "--path", path, kind],
        Folder,
        await File.ReadAllTextAsync(Path.Combine(Keys, file)))).Succeeded();

    private async Task TakeDownAsync()
    {
        (await OnHostAsync($"{Script} remove {Vms}")).Succeeded();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private static string FirstStackFile => $"""
        config:
          enginsight-infra:acceptEula: "true"
          enginsight-infra:appDomain: {AppDomain}
          enginsight-infra:apiDomain: {ApiDomain}
          enginsight-infra:loadBalancer: {"{}"}
          # end of the VMs
          enginsight-infra:registry:
            server: {Subnet}40:5000
            username: lab
          enginsight-infra:cveDatabaseImage: {Subnet}40:5000/mongo:4
          enginsight-infra:updates:
            drainSeconds: 5
            healthSeconds: 60

        """;
}
