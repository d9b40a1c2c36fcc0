using System.Globalization;
using System.Net;
using System.Text.Json;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>From a running single server to the load balancer, and what is looked at before.</summary>
[Collection(LabCollection.Name)]
public class CutoverTests(LabFixture lab)
{
    private const string OldSecret = "the_old_servers_secret-0123456789";
    private const string OldServer = $"http://{LabFixture.Subnet}11:8080";
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Adopt_SingleServer_KeepsItsTokensValid()
    {
        await using var edit = lab.EditByCommand();
        await StandUpSingleServerAsync();
        var token = await TokenAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await VerifyAsync($"http://{LabFixture.Subnet}12:8080", token));

        var adopt = (await lab.ScriptAsync("adopt", LabFixture.Stack, "app1", "--yes")).Succeeded();
        var stackFile = await File.ReadAllTextAsync(lab.StackFilePath);
        (await lab.UpAsync()).Succeeded();

        var servers = await VerifyThroughLoadBalancerAsync(token);
        Assert.Equal(["app1", "app2"], servers);
        Assert.DoesNotContain(OldSecret, adopt.Text + stackFile, StringComparison.Ordinal);
        Assert.DoesNotContain("mail pass", adopt.Text + stackFile, StringComparison.Ordinal);
        Assert.Contains("redis: its address is not taken", adopt.Output, StringComparison.Ordinal);
        var containers = (await lab.InVmAsync("app1", "docker ps --format '{{.Names}}' | sort")).Trimmed;
        Assert.Equal(
            $"{LabFixture.ServiceContainer("server-m2")}\n{LabFixture.ServiceContainer("ui-m1")}", containers);
        var template = await lab.InVmAsync("services", "cat /opt/enginsight/enterprise/conf/services/config.json");
        Assert.Contains("mail.enginsight.lab", template.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_VmWithoutInstallation_SaysWhatIsMissingAndWritesNothing()
    {
        var before = await File.ReadAllTextAsync(lab.StackFilePath);
        await lab.InVmAsync("app2", "mv /opt/enginsight/enterprise /opt/enginsight/away");
        try
        {
            var adopt = (await lab.ScriptAsync("adopt", LabFixture.Stack, "app2", "--yes")).Failed();

            Assert.Contains(
                "/opt/enginsight/enterprise/conf/services/config.json is missing",
                adopt.Error,
                StringComparison.Ordinal);
            Assert.Equal(before, await File.ReadAllTextAsync(lab.StackFilePath));
        }
        finally
        {
            (await lab.InVmAsync("app2", "mv /opt/enginsight/away /opt/enginsight/enterprise")).Succeeded();
        }
    }

    [Fact]
    public async Task CutoverCheck_LabAsItStands_FindsNoBlockerInTime()
    {
        var check = (await lab.ScriptAsync("cutover-check", LabFixture.Stack, "--all")).Succeeded();

        Assert.Contains("No blocker", check.Output, StringComparison.Ordinal);
        Assert.Contains($"rs0 ({LabFixture.Subnet}30:27017)", check.Output, StringComparison.Ordinal);
        Assert.Contains($"set A {LabFixture.LoadBalancer}", check.Output, StringComparison.Ordinal);
        Assert.All(LabFixture.Vms, vm => Assert.Contains($"{vm} ", check.Output, StringComparison.Ordinal));
        if (LabFixture.IsFull) // a busy machine takes longer
            Assert.True(check.Duration < CheckLimit, check.ToString());
    }

    [Fact]
    public async Task CutoverCheck_WithoutAll_ShowsWhatIsInTheWayOnly()
    {
        var check = (await lab.ScriptAsync("cutover-check", LabFixture.Stack)).Succeeded();

        Assert.DoesNotContain(" ok ", check.Output, StringComparison.Ordinal);
        Assert.Matches(@"\d+ of \d+ things are fine; --all shows them", check.Output);
    }

    [Fact]
    public async Task CutoverCheck_ThingsInTheWay_AreBlockers()
    {
        await using var edit = lab.EditByCommand();
        // A lab makes the registry's login itself; a customer's site has it in its stack file.
        var password = (await StackSecrets.ReadAsync(lab)).RegistryPassword;
        (await lab.PulumiAsync("config", "set", "--path", "registry.username", "lab")).Succeeded();
        (await lab.PulumiAsync("config", "set", "--path", "registry.password", password, "--secret")).Succeeded();
        (await lab.PulumiAsync("config", "set", "--path", "versions.ui-m1", "9.9.9")).Succeeded();
        (await lab.InVmAsync("lb", "install -m 755 /dev/null /usr/local/sbin/dockerd")).Succeeded();
        (await lab.InVmAsync("app2", "mv /etc/sudoers.d/ops /root/ops-sudoers")).Succeeded();
        try
        {
            var check = await lab.ScriptAsync("cutover-check", LabFixture.Stack);

            Assert.True(check.ExitCode == 1, check.ToString());
            var blockers = check.Output.Split('\n').Where(line => IsAbout(line, "", "BLOCKER")).ToArray();
            Assert.Contains(blockers, line => IsAbout(line, "lb ", " docker "));
            Assert.Contains(blockers, line => IsAbout(line, "app2 ", " root "));
            Assert.Contains(blockers, line => IsAbout(line, "app1 ", "ui-m1:9.9.9"));
            Assert.Equal(3, blockers.Length);
        }
        finally
        {
            await lab.InVmAsync("lb", "rm -f /usr/local/sbin/dockerd");
            await lab.InVmAsync("app2", "mv /root/ops-sudoers /etc/sudoers.d/ops");
        }
    }

    [Fact]
    public async Task Versions_UpdatedAndRolledBack_AreAsBefore()
    {
        await using var edit = lab.EditByCommand();
        var before = await File.ReadAllTextAsync(lab.StackFilePath);
        var list = Path.Combine(Path.GetTempPath(), $"airgap-{Guid.NewGuid():N}.versions");
        await File.WriteAllTextAsync(list, "server-m2:7.17.32\nui-m1:7.17.12\n");

        var update = (await lab.ScriptAsync("update-versions", LabFixture.Stack, "--from", list, "--yes")).Succeeded();
        File.Delete(list);
        Assert.Contains("7.17.32", await File.ReadAllTextAsync(lab.StackFilePath), StringComparison.Ordinal);
        Assert.Contains("1 version written", update.Output, StringComparison.Ordinal);
        (await lab.UpAsync()).Succeeded();
        Assert.Equal("7.17.32", await ServerVersionAsync());

        (await lab.ScriptAsync("rollback", LabFixture.Stack, "--yes")).Succeeded();
        Assert.Equal("7.17.31", await ServerVersionAsync());
        Assert.Equal(before, await File.ReadAllTextAsync(lab.StackFilePath));
    }

    private static bool IsAbout(string line, string vm, string text) =>
        line.StartsWith(vm, StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal);

    private async Task StandUpSingleServerAsync()
    {
        var folder = Path.Combine(lab.Folder, "tests", "Lab.Tests", "Lab");
        var script = $"""
            registry={LabFixture.Subnet}40:5000
            database={LabFixture.Subnet}30
            secret={OldSecret}
            {await File.ReadAllTextAsync(Path.Combine(folder, "single-server.sh"))}
            """;
        (await lab.InVmAsync("app1", script, SingleServerCompose.Text())).Succeeded();
    }

    private static async Task<string> TokenAsync()
    {
        using var client = new HttpClient();
        using var response = await client.PostAsync(new Uri($"{OldServer}/tokens"), null);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("token").GetString()!;
    }

    private static async Task<HttpStatusCode> VerifyAsync(string server, string token)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var response = await client.GetAsync(new Uri($"{server}/tokens/verify"));
        return response.StatusCode;
    }

    /// <summary>Names of the servers that accepted the token; none may refuse it.</summary>
    private async Task<string[]> VerifyThroughLoadBalancerAsync(string token)
    {
        var ca = Path.Combine(Path.GetTempPath(), $"ca-{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(ca, await lab.OutputAsync("caCertificate"));
        var answers = (await lab.HostAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            for i in 1 2 3 4 5 6 7 8; do
              curl --silent --show-error --output /dev/null --cacert {{ca}} \
                --resolve api.enginsight.lab:443:{{LabFixture.LoadBalancer}} \
                --config <(echo 'header = "Authorization: Bearer {{token}}"') \
                --write-out '%{http_code} %header{x-served-by}\n' {{LabFixture.ApiUrl}}/tokens/verify
            done
            """))).Succeeded().Trimmed.Split('\n');
        File.Delete(ca);
        Assert.All(answers, answer => Assert.StartsWith("200 ", answer, StringComparison.Ordinal));
        return [.. answers.Select(answer => answer[4..]).Distinct().Order(StringComparer.Ordinal)];
    }

    private async Task<string> ServerVersionAsync()
    {
        var images = (await lab.InVmAsync("app1", "docker ps --format '{{.Image}}'")).Output;
        return images.Split('\n').Single(image => image.Contains("server-m2", StringComparison.Ordinal)).Split(':')[^1];
    }
}
