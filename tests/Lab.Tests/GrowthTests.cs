using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>A third app server comes and goes, under load. Each test names a mutation that turns it red.</summary>
[Collection(LabCollection.Name)]
public class GrowthTests(LabFixture lab)
{
    private static readonly string[] Expected =
    [
        "app3", "app3-configuration", "app3-containers", "app3-drain", "app3-images", "app3-old-services",
        "app3-packages", "app3-reach", "app3-scripts", "app3-secrets", "app3-start", "app3-upstream", "db-allow-app3", "lab-app3", "lab-app3-docker", "lab-app3-host-key",
    ];

    /// <summary>What a version that ends with -slow takes before it answers.</summary>
    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(20);

    /// <summary>Somebody's own container in the network of ours: Docker then refuses to remove the network.</summary>
    private const string ForeignContainer =
        "docker run -d --network enterprise_default --name foreign \"$(docker ps --format '{{.Image}}' | head -n 1)\"";

    /// <summary>Red when app3 stays in the upstreams: remove taken out of load-balancer/upstream.undo.sh.</summary>
    [Fact]
    public async Task AppServer_AddedAndRemoved_ChangesOnlyWhatBelongsToItAndLosesNoRequest()
    {
        var report = await lab.UnderLongLoadAsync(async _ =>
        {
            await using var edit = AddThird();
            Assert.Equal(Expected, await PlannedAsync("create"));
            (await lab.UpAsync()).Succeeded();
            await AssertServedByAsync("app1", "app2", "app3");
            (await lab.InVmAsync("app3", ForeignContainer)).Succeeded();

            edit.Restore();
            Assert.Equal(Expected, await PlannedAsync("delete"));
            var down = (await lab.UpAsync()).Succeeded();
            AssertOrder(down.Output, "app3-upstream deleted", "app3-containers deleting");
            AssertOrder(down.Output, "app3-containers deleted", "db-allow-app3 deleting");
            AssertOrder(down.Output, "app3-containers deleted", "lab-app3 deleting");
        });

        LoadedLab.AssertNothingLost(report);
        Assert.Equal(["app1", "app2", "app3"], report.Servers.Keys);
        await AssertServedByAsync("app1", "app2");
        await AssertNothingLeftOfThirdAsync();
    }

    /// <summary>
    /// Red without the edit of the state, Forget in ForgottenState: up then waits for a VM that is gone.
    /// </summary>
    [FullFact]
    public async Task AppServer_LostForGood_IsForgottenAndRemovedWithoutAskingIt()
    {
        await using var edit = AddThird();
        (await lab.UpAsync()).Succeeded();
        (await lab.ScriptAsync("forget", LabFixture.Stack, "app3", "--yes")).Failed();
        (await lab.HostAsync($"docker stop -t 1 {LabFixture.ContainerOf("app3")}")).Succeeded();

        var forget = (await lab.ScriptAsync("forget", LabFixture.Stack, "app3", "--yes")).Succeeded();
        edit.Restore();
        var up = (await lab.UpAsync()).Succeeded();

        Assert.Contains("Forgotten. Next: ", forget.Output, StringComparison.Ordinal);
        Assert.Contains("app3-containers deleted", up.Output, StringComparison.Ordinal);
        await AssertServedByAsync("app1", "app2");
        await AssertNothingLeftOfThirdAsync();
    }

    /// <summary>
    /// As it is at a first deployment, where the real ui-m1 builds itself for minutes; here it takes 20 s. Red when they
    /// wait for one another: previous servers in AppServer.Start.
    /// </summary>
    [FullFact]
    public async Task AppServers_FourThatServeNobody_StartAsFastAsOne()
    {
        await using var edit = lab.EditByCommand();
        (await lab.PulumiAsync("config", "set", "--path", "enginsight-infra:versions.ui-m1", "7.17.13-slow"))
            .Succeeded();
        (await lab.UpAsync()).Succeeded();

        Append("app3");
        var third = (await lab.UpAsync()).Succeeded();
        var one = TimeUntil("start", third, "app3") + SlowStart;
        Append("app4", "app5", "app6", "app7");
        var four = TimeUntil("start", (await lab.UpAsync()).Succeeded(), "app4", "app5", "app6", "app7") + SlowStart;

        Assert.True(TimeUntil("containers", third, "app3") > SlowStart, "the version is not slow");
        Assert.True(four < 1.2 * one, $"four take {four}, one takes {one}");
    }

    private async Task AssertNothingLeftOfThirdAsync()
    {
        var firewall = await lab.InVmAsync("db", "nft list table inet enginsight; ls /etc/enginsight/firewall.d");
        var upstreams = (await lab.InVmAsync("lb", "cat /etc/nginx/enginsight/servers")).Succeeded();
        Assert.DoesNotContain("app3", firewall.Output, StringComparison.Ordinal);
        Assert.Contains(LabFixture.Subnet + "12", upstreams.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(LabFixture.Subnet + "13", upstreams.Output, StringComparison.Ordinal);
    }

    /// <summary>Adds app servers to the stack file as it is now.</summary>
    private void Append(params string[] names)
    {
        var lines = string.Concat(
            names.Select(name => $"    - name: {name}\n      host: {LabFixture.Subnet}1{name[3..]}\n"));
        var text = File.ReadAllText(lab.StackFilePath);
        File.WriteAllText(lab.StackFilePath, text.Replace(
            "  enginsight-infra:services:\n", $"{lines}  enginsight-infra:services:\n", StringComparison.Ordinal));
    }

    /// <summary>Time from when all of them may start their containers until all of them have done a step.</summary>
    private static TimeSpan TimeUntil(string step, CommandResult up, params string[] servers)
    {
        DateTimeOffset RanAt(string name) => DateTimeOffset.Parse(
            Regex.Match(up.Output, $@"{name} ran at (\S+)Z").Groups[1].Value[..^2], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal);
        return servers.Max(name => RanAt($"{name}-{step}")) - servers.Max(name => RanAt($"{name}-reach"));
    }

    private ConfigurationEdit AddThird() => lab.Edit(text => text.Replace(
        "  enginsight-infra:services:\n",
        $"    - name: app3\n      host: {LabFixture.Subnet}13\n  enginsight-infra:services:\n",
        StringComparison.Ordinal));

    /// <summary>
    /// Names of the resources with an operation. All others have to stay the same, but for the stack and the two steps that
    /// know of all clients of the database: who shuts others out, and who takes away what a client has left behind.
    /// </summary>
    private async Task<string[]> PlannedAsync(string operation)
    {
        var preview = (await lab.PulumiAsync("preview", "--json")).Succeeded();
        using var json = JsonDocument.Parse(preview.Output);
        var steps = json.RootElement.GetProperty("steps").EnumerateArray()
            .Select(step => (Operation: step.GetProperty("op").GetString()!, Urn: step.GetProperty("urn").GetString()!))
            .Where(step => !step.Urn.Contains("pulumi:pulumi:Stack", StringComparison.Ordinal))
            .ToArray();
        var doors = steps.Where(step => NameOf(step.Urn) is "db-firewall" or "clients-moved-db").ToArray();
        Assert.Equal(["update", "update"], doors.Select(step => step.Operation));
        Assert.All(steps.Except(doors), step => Assert.Contains(step.Operation, new[] { "same", operation }));
        return [.. steps
            .Where(step => step.Operation == operation)
            .Select(step => NameOf(step.Urn))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The resource's name without the hash of the image that a lab's host key carries.</summary>
    private static string NameOf(string urn)
    {
        var name = urn.Split("::")[^1];
        var hash = name.IndexOf("-host-key-", StringComparison.Ordinal);
        return hash < 0 ? name : name[..(hash + "-host-key".Length)];
    }

    private static void AssertOrder(string output, string first, string second)
    {
        var before = output.IndexOf(first, StringComparison.Ordinal);
        var after = output.IndexOf(second, StringComparison.Ordinal);
        Assert.True(before >= 0 && after > before, $"'{first}' should come before '{second}' in:\n{output}");
    }

    private async Task AssertServedByAsync(params string[] expected)
    {
        using var door = await lab.FrontDoorAsync();
        var servers = new HashSet<string>();
        for (var i = 0; i < 12; i++)
        {
            using var response = await door.GetAsync($"{LabFixture.ApiUrl}/");
            servers.UnionWith(response.Headers.GetValues("X-Served-By"));
        }

        Assert.Equal(expected, servers.Order());
    }
}
