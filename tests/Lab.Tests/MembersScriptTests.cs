using System.Text.Json;
using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests;

/// <summary>
/// replica-set/members.js in MongoDB's own shell, on stand-ins of MongoDB that share a container: what it refuses, it
/// leaves as it was.
/// </summary>
public sealed class MembersScriptTests : IAsyncLifetime
{
    private string _container = "";

    public async Task InitializeAsync()
    {
        if (!LabFixture.IsFull)
            return;
        (await HostAsync("./scripts/lab-images")).Succeeded();
        var tags = Path.Combine(PulumiCli.Root, ".state", "lab-images.json");
        using var images = JsonDocument.Parse(await File.ReadAllTextAsync(tags));
        var image = images.RootElement.GetProperty("database").GetString();
        _container = (await HostAsync($"docker run --rm --detach --entrypoint sleep {image} 900")).Succeeded()
            .Output.Trim();
        (await HostAsync($"""
            docker exec {_container} mkdir -p /t/files /t/secrets
            docker cp infra/Files/replica-set/members.js {_container}:/t/files/
            docker cp infra/Files/replica-set/shell.sh {_container}:/t/
            """)).Succeeded();
    }

    public async Task DisposeAsync()
    {
        if (_container.Length > 0)
            await HostAsync($"docker rm --force {_container}");
    }

    /// <summary>Red without refuseData: what the newcomer had of its former set is gone.</summary>
    [FullFact]
    public async Task Make_NewcomerWithTheDataOfAnotherSet_IsRefused()
    {
        await StartAsync(4, "alone");
        await StartAsync(6, "none");
        await InsertAsync(4);
        (await MakeAsync(4, 6)).Succeeded();
        (await MakeAsync(6)).Succeeded();
        await StartAsync(2, "alone");

        var made = await MakeAsync(2, 4);

        Assert.Contains(
            "127.43.0.4:27017 is in another set, which is called rs0 as well: its data would be lost", made.Error,
            StringComparison.Ordinal);
        Assert.Equal("127.43.0.2:27017 1", await MembersAsync(2));
    }

    /// <summary>Red without the strangers' refusal in make: somebody's own member would lose its place.</summary>
    [FullFact]
    public async Task Make_SetWithAMemberOfOthers_IsRefused_UnlessItIsLetThrough()
    {
        foreach (var (member, set) in new[] { (2, "alone"), (3, "none"), (4, "none") })
            await StartAsync(member, set);
        (await MakeAsync(2, 3)).Succeeded();
        await ShellAsync(2, "rs.add({ host: \"127.43.0.4:27017\", priority: 0, votes: 0 }).ok");

        var refused = await MakeAsync(2, 3);
        var kept = await MakeAsync([2, 3], "127.43.0.4");

        Assert.Contains(
            "rs0 has a member 127.43.0.4:27017 that the stack file does not know", refused.Error,
            StringComparison.Ordinal);
        kept.Succeeded();
        Assert.Equal("127.43.0.2:27017 1,127.43.0.3:27017 1,127.43.0.4:27017 0", await MembersAsync(2));
    }

    [FullFact]
    public async Task Make_TwoSetsOfOneName_IsRefused()
    {
        await StartAsync(2, "alone");
        await StartAsync(3, "alone");

        Assert.Contains(
            "are primaries of two sets that are both called rs0", (await MakeAsync(2, 3)).Error,
            StringComparison.Ordinal);
    }

    /// <summary>Red without the step down in retire: a primary cannot leave its own set.</summary>
    [FullFact]
    public async Task Make_PrimaryHasLeftTheList_HandsOverBeforeItGoes_AndNothingIsLost()
    {
        await StartAsync(2, "alone");
        await InsertAsync(2);
        foreach (var member in new[] { 3, 4, 5 })
            await StartAsync(member, "none");
        (await MakeAsync(2, 3, 4)).Succeeded();

        var made = (await MakeAsync(5, 3, 4)).Succeeded();

        Assert.Contains("127.43.0.2:27017 is no longer the primary", made.Output, StringComparison.Ordinal);
        Assert.Equal("127.43.0.3:27017 1,127.43.0.4:27017 1,127.43.0.5:27017 1", await MembersAsync(5));
        Assert.Equal("1", await ShellAsync(
            5, "db.getSiblingDB(\"a\").b.find().readPref(\"primaryPreferred\").toArray().length"));
    }

    private static Task<CommandResult> HostAsync(string script) =>
        Shell.RunAsync(["bash", "-c", script], PulumiCli.Root);

    private Task<CommandResult> InsideAsync(string script) =>
        Shell.RunAsync(["docker", "exec", "-i", _container, "bash", "-c", script], PulumiCli.Root);

    private async Task StartAsync(int member, string set) => (await InsideAsync($"""
        mkdir -p /t/{member}
        STANDIN_SET={set} STANDIN_NAME=mongo STANDIN_VERSION=7.0.0 setsid /opt/mongod/lib64/ld-linux-x86-64.so.2 \
          --library-path /opt/mongod/lib /opt/mongod/mongod --replSet rs0 --bind_ip 127.43.0.{member} \
          --dbpath /t/{member} >/t/{member}/log 2>&1 </dev/null &
        echo $! >/t/{member}/pid
        timeout 10 bash -c 'until (exec 3<>/dev/tcp/127.43.0.{member}/27017) 2>/dev/null; do sleep 0.1; done'
        """)).Succeeded();

    private Task InsertAsync(int member) =>
        ShellAsync(member, "db.getSiblingDB(\"a\").b.insertOne({ c: 1 }).acknowledged");

    private Task<string> MembersAsync(int member) =>
        ShellAsync(member, "rs.conf().members.map(one => `${one.host} ${one.votes}`).sort().join()");

    private async Task<string> ShellAsync(int member, string script) => (await InsideAsync(
        $"mongosh --quiet --norc 'mongodb://127.43.0.{member}/?directConnection=true' --eval 'print({script})'"))
        .Succeeded().Output.Trim();

    private Task<CommandResult> MakeAsync(params int[] members) => MakeAsync(members, "");

    private Task<CommandResult> MakeAsync(int[] members, string others) => InsideAsync($"""
        set -euo pipefail
        cd /t
        echo 'mongodb://127.43.0.2/enginsight?replicaSet=rs0' >secrets/uri
        files=/t/files secrets=/t/secrets stage=/t set=rs0 seconds=60 others='{others}'
        members='{string.Join('\n', members.Select(member => $"127.43.0.{member}:27017"))}'
        source shell.sh
        ask_set make
        """);
}
