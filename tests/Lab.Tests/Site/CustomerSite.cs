using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Http;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Site;

/// <summary>
/// A customer's site: VMs that no stack has made, a stack file without a lab section, and a folder with the project,
/// made as the README tells. LAB_KEEP=1 keeps it, for whoever wants to play with one:
/// <code>
/// LAB_KEEP=1 dotnet test tests/Lab.Tests --filter FullyQualifiedName~SiteTests
/// cd .state/site; export PULUMI_CONFIG_PASSPHRASE=lab; ./scripts/status site
/// </code>
/// </summary>
public sealed class CustomerSite : IAsyncLifetime
{
    public const string Subnet = "10.213.26.";

    private const string Vms = $"enginsight-{SiteFolder.Stack}";
    private const string EndOfVms = "  # end of the VMs\n";

    private bool _isLeftWell;

    public SiteFolder Folder { get; } = new(Path.Combine(PulumiCli.Root, ".state", SiteFolder.Stack));

    /// <summary>The name that browsers use, as the stack file says.</summary>
    public string AppDomain => Setting("appDomain");

    /// <summary>The name that agents call, as the stack file says.</summary>
    public string ApiDomain => Setting("apiDomain");

    /// <summary>PEM certificate that clients trust; null: that of the stack's own CA.</summary>
    public string? GivenCertificate { get; set; }

    private string Keys => Path.Combine(Folder.Path, ".state", "keys");

    public async Task InitializeAsync()
    {
        if (LabFixture.IsKept && File.Exists(Folder.StackFile))
            await Folder.InstallAsync(PulumiCli.Root);
        else
            await MakeAsync(PulumiCli.Root);
    }

    public Task DisposeAsync() => LabFixture.IsKept ? Task.CompletedTask : TakeDownAsync();

    /// <summary>Bare VMs, and the folder with a stack file and a state without resources.</summary>
    /// <param name="project">Folder of the project that the site uses.</param>
    /// <param name="databases">Numbers of further database VMs, 31 and 32.</param>
    public async Task MakeAsync(string project, params int[] databases)
    {
        await TakeDownAsync();
        await Folder.InstallAsync(project);
        (await Shell.RunAsync(["bash", "-euc", $$"""
            ./scripts/lab-images >&2
            image() { sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p" .state/lab-images.json; }
            export vm_image=$(image vm) database_image=$(image database) registry_image=$(image registry)
            tests/Lab.Tests/Site/vms.sh make {{Vms}} {{Subnet}} '{{Keys}}' {{string.Join(' ', databases)}}
            """], PulumiCli.Root)).Succeeded();
        await File.WriteAllTextAsync(Folder.StackFile, FirstStackFile);
        Write(new SiteLayout());
        (await Folder.PulumiAsync("stack", "init", SiteFolder.Stack)).Succeeded();
        await Folder.SetSecretAsync("ssh.privateKey", await KeyAsync("id_ed25519"));
        await Folder.SetSecretAsync("registry.password", await RegistryPasswordAsync());
    }

    /// <summary>
    /// The site with a layout, well. One that a failed test has left is made anew where up does not mend it; one that
    /// was left well has no excuse.
    /// </summary>
    public async Task BringUpAsync(SiteLayout layout)
    {
        var (hasExcuse, problems) = (!_isLeftWell, await ProblemsAfterUpAsync(layout));
        _isLeftWell = false;
        if (problems.Count > 0 && hasExcuse)
        {
            await MakeAsync(PulumiCli.Root);
            problems = await ProblemsAfterUpAsync(layout);
        }

        Assert.True(problems.Count == 0, string.Join("\n\n", problems));
    }

    /// <summary>What a test says at its end: the next one gets a site that is as the stack file has it.</summary>
    public void LeaveWell() => _isLeftWell = true;

    /// <summary>Writes the VMs of a layout into the stack file; all other settings stay.</summary>
    public void Write(SiteLayout layout) => Edit(text =>
    {
        var start = text.IndexOf("  enginsight-infra:loadBalancer", StringComparison.Ordinal);
        var end = text.IndexOf(EndOfVms, StringComparison.Ordinal);
        return text[..start] + layout.ToYaml(HostKey) + text[end..];
    });

    public void Edit(Func<string, string> edit) =>
        File.WriteAllText(Folder.StackFile, edit(File.ReadAllText(Folder.StackFile)));

    /// <summary>Runs a bash script as root in a VM, past SSH.</summary>
    /// <param name="number">Last number of the VM's address.</param>
    public Task<CommandResult> InVmAsync(int number, string script, string? input = null) =>
        Shell.RunAsync(["docker", "exec", "-i", $"{Vms}-{number}", "bash", "-c", script], Folder.Path, input);

    /// <summary>Generated secrets and the CA: what stays the same for as long as the site stands.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SecretsAsync()
    {
        var outputs = (await Folder.PulumiAsync("stack", "output", "--json", "--show-secrets")).Succeeded().Output;
        using var json = JsonDocument.Parse(outputs);
        return new[] { "redisUrl", "jwtSecret", "caCertificate" }
            .ToDictionary(name => name, name => json.RootElement.GetProperty(name).GetString()!);
    }

    /// <summary>The way to the load balancer for clients that trust the stack's CA.</summary>
    internal async Task<Door> DoorAsync() => new(
        new IPEndPoint(IPAddress.Parse(new SiteLayout().LoadBalancer.Address), 443),
        GivenCertificate ?? (await SecretsAsync())["caCertificate"]);

    private async Task<IReadOnlyList<string>> ProblemsAfterUpAsync(SiteLayout layout)
    {
        Write(layout);
        var up = await Folder.UpAsync();
        return up.ExitCode == 0 ? await SiteHealth.ProblemsAsync(this, layout) : [$"up: {up}"];
    }

    /// <summary>Password of the registry's user lab.</summary>
    public Task<string> RegistryPasswordAsync() => KeyAsync("registry-password");

    private Task<string> KeyAsync(string file) => File.ReadAllTextAsync(Path.Combine(Keys, file));

    private string HostKey(int number) => File.ReadAllText(Path.Combine(Keys, $"host-{number}.pub")).Trim();

    private string Setting(string key) => SettingOf(key).Match(File.ReadAllText(Folder.StackFile)).Groups[1].Value;

    private static Regex SettingOf(string key) => new($"^  enginsight-infra:{key}: (.*)$", RegexOptions.Multiline);

    private async Task TakeDownAsync()
    {
        (await Shell.RunAsync(["tests/Lab.Tests/Site/vms.sh", "remove", Vms], PulumiCli.Root)).Succeeded();
        if (Directory.Exists(Folder.Path))
            Directory.Delete(Folder.Path, recursive: true);
    }

    private const string FirstStackFile = $$"""
        config:
          enginsight-infra:acceptEula: "true"
          enginsight-infra:appDomain: app.site.test
          enginsight-infra:apiDomain: api.site.test
          enginsight-infra:loadBalancer: {}
        {{EndOfVms}}  enginsight-infra:registry:
            server: {{Subnet}}40:5000
            username: lab
          enginsight-infra:cveDatabaseImage: {{Subnet}}40:5000/mongo:4
          enginsight-infra:updates:
            drainSeconds: 5
            healthSeconds: 60

        """;
}
