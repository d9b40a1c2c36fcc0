using System.Globalization;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>A changed database.mongoDbUri: two data bases are never written to at the same time.</summary>
[Collection(LabCollection.Name)]
public class DatabaseMoveTests(LabFixture lab)
{
    private const string Here = LabFixture.Subnet + "30:27017/enginsight?replicaSet=rs0";
    private const string There = LabFixture.Subnet + "30:27017/other?replicaSet=rs0";
    private static readonly string[] Writers = ["app1", "app2", "services"];

    [Fact]
    public async Task Uri_OfAnotherDatabase_IsRefusedAndTouchesNoContainer()
    {
        await using var edit = lab.EditByCommand();
        var before = await ContainersAsync();
        await SetUriAsync(There);

        var up = (await lab.UpAsync()).Failed();

        Assert.Contains($"leads to {There}, another data base than {Here}", up.Text, StringComparison.Ordinal);
        Assert.Contains($"--path enginsight-infra:database.moveTo '{There}'", up.Text, StringComparison.Ordinal);
        Assert.Equal(before, await ContainersAsync());
    }

    /// <summary>Red where servers change over one by one.</summary>
    [FullFact]
    public async Task Move_WithItsWord_StopsEveryContainerBeforeOneOfThemStartsAnew()
    {
        await using var edit = lab.EditByCommand();
        var running = (await ContainersAsync()).Length;
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await SetUriAsync(There);
        await lab.SetAsync("database.moveTo", There);

        (await lab.UpAsync()).Succeeded();

        var events = await EventsAsync(start);
        Assert.Equal(running, events.TakeWhile(what => what == "die").Count());
        foreach (var vm in Writers)
        {
            (await lab.InVmAsync(
                vm, "grep -q /other /opt/enginsight/enterprise/conf/services/config.json.production")).Succeeded();
        }

        await lab.SetAsync("database.moveTo", Here);
        (await lab.PulumiAsync("config", "rm", "--path", "enginsight-infra:database.mongoDbUri")).Succeeded();
        (await lab.UpAsync()).Succeeded();
    }

    private async Task SetUriAsync(string place) => (await lab.HostAsync(
        "./scripts/pulumi config set --secret --path enginsight-infra:database.mongoDbUri "
        + $"-s {LabFixture.Stack}", $"mongodb://{place}\n")).Succeeded();

    /// <summary>Ids of all that run, by VM.</summary>
    private async Task<string[]> ContainersAsync()
    {
        var vms = await Task.WhenAll(Writers.Select(async vm =>
            (await lab.InVmAsync(vm, $"docker ps --no-trunc --format '{vm} {{{{.ID}}}}'")).Succeeded().Output));
        return [.. vms.SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Order()];
    }

    /// <summary>What happened to containers of all VMs, in the order of time: start, or die.</summary>
    private async Task<string[]> EventsAsync(long since)
    {
        var vms = await Task.WhenAll(Writers.Select(async vm => (await lab.InVmAsync(vm, $$$"""
            docker events --since {{{since}}} --until $(date +%s) --filter type=container \
              --filter event=start --filter event=die --format '{{.TimeNano}} {{.Action}}'
            """)).Succeeded().Output));
        return [.. vms.SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => line.Split(' '))
            .OrderBy(words => long.Parse(words[0], CultureInfo.InvariantCulture))
            .Select(words => words[1])];
    }
}
