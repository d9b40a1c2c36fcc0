using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>
/// Three database VMs, one replica set. MongoDB is a stand-in with MongoDB's own times for heartbeats and elections; the
/// shell is MongoDB's own.
/// </summary>
[Collection(PairCollection.Name)]
public class ReplicaSetTests(PairFixture pair)
{
    private static readonly string[] Vms = ["db1", "db2", "db3"];

    [FullFact]
    public async Task Set_IsMadeOfAllThree_AndAllStandInTheUriOfTheApps()
    {
        Assert.Equal(
            string.Join(',', Enumerable.Range(30, 3).Select(i => $"{PairFixture.Subnet}{i}:27017 1")),
            await AskAsync("db1", "rs.conf().members.map(member => `${member.host} ${member.votes}`).join()"));
        (await pair.InVmAsync(
            "app1",
            $"grep -q '{PairFixture.Subnet}30:27017,{PairFixture.Subnet}31:27017,{PairFixture.Subnet}32:27017/' "
                + "/opt/enginsight/enterprise/conf/DEFAULT_MONGODB_URI.conf")).Succeeded();
        Assert.Matches(
            "MongoDB +rs0: .*(db1 primary|db2 primary|db3 primary)",
            (await pair.ScriptAsync("status", PairFixture.Stack)).Output);
    }

    /// <summary>
    /// Red where the other members get no vote, awaitCopies as the end of make in members.js: nobody takes over. redis,
    /// which is on the first member, is left alone.
    /// </summary>
    [FullFact]
    public async Task Power_OfThePrimary_IsCut_AndAnotherOneTakesOver_WithAllThatWasWritten()
    {
        var primary = await PrimaryAsync();
        if (primary == "db1")
        {
            await AskAsync(primary, "rs.stepDown(60)");
            primary = await PrimaryAsync();
        }

        var notes = $"notes{Guid.NewGuid():N}"; // a mutation's run may have written before
        await AskAsync(primary, Write(notes, "before"));
        string? heir = null;
        var report = await pair.UnderLoadAsync(async () =>
        {
            var drill = pair.ScriptAsync(
                "failover-drill", PairFixture.Stack, "--kind", "power", "--vm", primary, "--seconds", "30");
            await Wait.UntilAsync(
                "another one is the primary",
                async () => (heir = (await PrimariesAsync()).FirstOrDefault(vm => vm != primary)) is not null,
                TimeSpan.FromSeconds(60));
            await AskAsync(heir!, Write(notes, "after"));
            (await drill).Succeeded();
        });

        Assert.Equal(0, report.Failures);
        await Wait.UntilAsync("the old one is back", async () => (await StatusAsync()).ExitCode == 0);
        Assert.Equal("before,after", await AskAsync(primary, Read(notes)));
    }

    /// <summary>The mutation of a member that is left out of the firewall: status, drift and the set itself say so.</summary>
    [FullFact]
    public async Task Member_LeftOutOfTheFirewall_IsNamed_AndRepaired()
    {
        var left = (await PrimaryAsync()) == "db3" ? "db2" : "db3";
        var address = PairFixture.Subnet + (left == "db3" ? "32" : "31");
        foreach (var vm in Vms.Where(vm => vm != left))
        {
            (await pair.InVmAsync(vm, $"rm /etc/enginsight/firewall.d/{address} && enginsight-firewall apply"))
                .Succeeded();
        }

        await Wait.UntilAsync(
            "drift names it",
            async () => (await pair.ScriptAsync("drift", PairFixture.Stack)).Output is var said
                && said.Contains($"/etc/enginsight/firewall.d/{address} is missing", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60));
        (await pair.ScriptAsync("up", "--repair", PairFixture.Stack, "--yes")).Succeeded();

        Assert.Equal(0, (await pair.ScriptAsync("drift", PairFixture.Stack)).ExitCode);
        await Wait.UntilAsync("all is well", async () => (await StatusAsync()).ExitCode == 0, TimeSpan.FromSeconds(60));
    }

    private static string Read(string notes) =>
        $"db.getSiblingDB('enginsight').{notes}.find().readPref('primaryPreferred').toArray()"
        + ".map(note => note.text).join()";

    private static string Write(string notes, string text) =>
        $"db.getSiblingDB('enginsight').{notes}.insertOne({{ text: '{text}' }}).acknowledged";

    private Task<CommandResult> StatusAsync() => pair.ScriptAsync("status", PairFixture.Stack);

    private async Task<string> PrimaryAsync()
    {
        string[] primaries = [];
        await Wait.UntilAsync(
            "one is the primary", async () => (primaries = await PrimariesAsync()).Length == 1);
        return primaries[0];
    }

    private async Task<string[]> PrimariesAsync()
    {
        var said = await Task.WhenAll(Vms.Select(vm => AskAsync(vm, "db.hello().isWritablePrimary")));
        return [.. Vms.Where((_, i) => said[i] == "true")];
    }

    /// <summary>What a member answers to its own VM; each has the shell here.</summary>
    private async Task<string> AskAsync(string vm, string script) => (await pair.InVmAsync(
        vm,
        "mongosh --quiet --norc 'mongodb://127.0.0.1/?directConnection=true' --eval "
            + $"'print({script.Replace("'", "\"", StringComparison.Ordinal)})'")).Output.Trim();
}
