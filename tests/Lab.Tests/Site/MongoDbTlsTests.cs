using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests.Site;

/// <summary>
/// MongoDB takes TLS, and shows and asks for certificates of a CA that only the stack file names: as mongod's
/// documentation has it, both ways at first, and TLS alone once all clients have changed over.
/// </summary>
[Collection(SiteCollection.Name)]
public sealed class MongoDbTlsTests(CustomerSite site) : IDisposable
{
    private const int Database = 30;
    private const int Services = 20;
    private const string Conf = "/opt/enginsight/enterprise/conf";
    private static readonly int[] Readers = [11, 12, 13, Services];
    private readonly SiteLayout _layout = new();
    private readonly TestAuthority _authority = new("the site's MongoDB");
    private readonly TestAuthority _other = new("another MongoDB");

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    [FullFact]
    public Task Up_OverToTls_ReachesAllAndClientsNoticeNothing() => WithTlsAsync(async client =>
    {
        Assert.Empty(await SiteHealth.ProblemsAsync(site, _layout));
        await SetMongodAsync("requireTLS");
        Assert.Empty(await SiteHealth.ProblemsAsync(site, _layout));
        (await site.Folder.ScriptAsync("status", SiteFolder.Stack)).Succeeded();
        var check = await site.Folder.ScriptAsync("cutover-check", SiteFolder.Stack, "--all");
        Assert.Matches(@"db +mongodb +ok +rs0 \(", check.Output);

        foreach (var vm in Readers)
            await AssertReadersAsync(vm, client);
        await AssertAnyUserOfAnImageReadsThemAsync();
    });

    /// <summary>Red where a step before the app servers' turn replaces a file that their containers mount.</summary>
    [FullFact]
    public Task Up_WithSettingsThatMongoDbDoesNotTake_NamesThemAndTouchesNothing() => WithTlsAsync(async client =>
    {
        await SetMongodAsync("requireTLS");
        var before = await ContainersAsync();
        var key = client.Split('\n').Reverse().First(line => line.Length > 40);

        var report = await site.UnderLoadAsync(async () =>
        {
            await AssertRefusedAsync(
                "shows a certificate that database.tls.caCertificate has not issued", key,
                () => site.Folder.SetSecretAsync("database.tls.caCertificate", _other.Certificate));
            await AssertRefusedAsync("turns database.tls.clientCertificate down", key, async () =>
            {
                await site.Folder.SetSecretAsync("database.tls.caCertificate", _authority.Certificate);
                await site.Folder.SetSecretAsync("database.tls.clientCertificate", _other.Issue("server-m2"));
            });
            await AssertRefusedAsync("asks for a client certificate", key, () => RemoveAsync("tls.clientCertificate"));
            await AssertRefusedAsync("takes TLS connections only", key, () => RemoveAsync("tls"));
        });

        SiteLoad.AssertNothingLost(report);
        Assert.Equal(before, await ContainersAsync());
        // What starts anew before its turn finds what it had.
        (await site.InVmAsync(
            11, "docker ps -q --filter label=com.docker.compose.service=server-m2 | xargs docker restart")).Succeeded();
        await WaitForHealthAsync();

        await SetMongodAsync(null, isWaitedFor: false);
        var status = (await site.Folder.ScriptAsync("status", SiteFolder.Stack)).Failed();
        Assert.Contains("MongoDB takes no TLS", status.Output, StringComparison.Ordinal);
        await SetTlsAsync(client);
        var check = (await site.Folder.ScriptAsync("cutover-check", SiteFolder.Stack)).Failed();
        Assert.Contains("takes no TLS, which database.mongoDbUri", OneLine(check), StringComparison.Ordinal);
    });

    /// <summary>The site over TLS, and as it was when the action has ended.</summary>
    /// <param name="action">Gets the client's certificate and key.</param>
    private async Task WithTlsAsync(Func<string, Task> action)
    {
        await site.BringUpAsync(_layout);
        var stackFile = await File.ReadAllTextAsync(site.Folder.StackFile);
        var client = _authority.Issue("server-m2");
        try
        {
            await SetMongodAsync("preferTLS");
            await SetTlsAsync(client);
            SiteLoad.AssertNothingLost(await site.UnderLoadAsync(
                async () => (await site.Folder.UpAsync()).Succeeded()));
            await action(client);
        }
        finally
        {
            await File.WriteAllTextAsync(site.Folder.StackFile, stackFile);
            await SetMongodAsync(null, isWaitedFor: false);
        }

        await site.BringUpAsync(_layout);
        Assert.Equal(
            "0", (await site.InVmAsync(11, $"find {Conf}/mongodb {Conf}/services/ssl -type f | wc -l")).Trimmed);
        site.LeaveWell();
    }

    private async Task SetTlsAsync(string client)
    {
        await site.Folder.SetSecretAsync(
            "database.mongoDbUri", $"mongodb://{_layout.Database.Address}:27017/enginsight?replicaSet=rs0");
        await site.Folder.SetSecretAsync("database.tls.caCertificate", _authority.Certificate);
        await site.Folder.SetSecretAsync("database.tls.clientCertificate", client);
    }

    private async Task RemoveAsync(string setting) =>
        (await site.Folder.PulumiAsync("config", "rm", "--path", $"database.{setting}")).Succeeded();

    /// <param name="mode">mongod's net.tls.mode; null takes it off.</param>
    /// <param name="isWaitedFor">Whether all clients are connected again after that.</param>
    private async Task SetMongodAsync(string? mode, bool isWaitedFor = true)
    {
        const string dropIn = "/etc/systemd/system/mongod.service.d/tls.conf";
        const string install = "mkdir -p /opt/mongod/tls; install -m 644 /dev/stdin /opt/mongod/tls";
        await InDatabaseAsync($"{install}/ca.pem", _authority.Certificate);
        await InDatabaseAsync($"{install}/server.pem", _authority.Issue("mongod", _layout.Database.Address));
        await InDatabaseAsync(mode is null
            ? $"rm -f {dropIn}"
            : $"install -D -m 644 /dev/stdin {dropIn}", $"""
            [Service]
            Environment=STANDIN_TLS_CERTIFICATE=/tls/server.pem STANDIN_TLS_CA=/tls/ca.pem STANDIN_TLS_MODE={mode}

            """);
        await InDatabaseAsync("systemctl daemon-reload; systemctl restart mongod");
        if (isWaitedFor)
            await WaitForHealthAsync();
    }

    private async Task InDatabaseAsync(string script, string? input = null) =>
        (await site.InVmAsync(Database, $"set -e; {script}", input)).Succeeded();

    /// <summary>All are connected to redis and MongoDB; the services end where they are not.</summary>
    private async Task WaitForHealthAsync()
    {
        foreach (var vm in _layout.AppServers)
        {
            await Wait.UntilAsync($"VM {vm.Number} is connected", async () => (await site.InVmAsync(
                vm.Number, "curl -sf --max-time 2 http://127.0.0.1:8080/health")).ExitCode == 0);
        }

        await Wait.UntilAsync("the services are connected", async () => (await site.InVmAsync(Services, """
            since=$(date -u -d '-5 seconds' +%FT%T)
            for id in $(docker ps -aq --filter label=com.docker.compose.project=enterprise); do
              docker inspect --format '{{.State.Running}} {{.State.StartedAt}}' "$id"
            done | awk -v since="$since" '$1 != "true" || $2 > since { young++ } END { exit young > 0 }'
            """)).ExitCode == 0);
    }

    private async Task AssertRefusedAsync(string flaw, string key, Func<Task> change)
    {
        await change();
        var up = (await site.Folder.UpAsync()).Failed();
        Assert.Contains($"MongoDB at {_layout.Database.Address}:27017 {flaw}", up.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, up.Text, StringComparison.Ordinal);
        var check = (await site.Folder.ScriptAsync("cutover-check", SiteFolder.Stack)).Failed();
        Assert.Contains(flaw, OneLine(check), StringComparison.Ordinal);
    }

    private static string OneLine(CommandResult result) => string.Join(
        ' ', result.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Ids of all containers on all VMs that have some.</summary>
    private async Task<string> ContainersAsync()
    {
        var containers = "";
        foreach (var vm in Readers)
            containers += (await site.InVmAsync(vm, "docker ps -q --no-trunc | sort")).Succeeded().Output;
        return containers;
    }

    /// <summary>Root's files, which nobody else of the VM comes to.</summary>
    private async Task AssertReadersAsync(int vm, string client)
    {
        Assert.Equal(
            $"700 {Conf}/services\n644 {Conf}/services/ssl/client.pem\n600 {Conf}/mongodb/client.pem",
            (await site.InVmAsync(vm, $$"""
                stat -c '%a %n' {{Conf}}/services {{Conf}}/services/ssl/client.pem {{Conf}}/mongodb/client.pem
                """)).Trimmed);
        Assert.Equal(client, (await site.InVmAsync(vm, $"cat {Conf}/services/ssl/client.pem")).Output);
        var nobody = await site.InVmAsync(vm, $"""
            cd {Conf}; setpriv --reuid 65534 --regid 65534 --clear-groups cat services/ssl/client.pem mongodb/client.pem
            """);
        Assert.Equal("", nobody.Failed().Output);
    }

    private async Task AssertAnyUserOfAnImageReadsThemAsync()
    {
        var container = await site.InVmAsync(11, $$$"""
            cd {{{Conf}}}/services
            docker run -d --name any-user --user 1234:1234 -v $PWD/ssl/ca.pem:/etc/enginsight/ssl/ca.pem \
              -v $PWD/ssl/client.pem:/etc/enginsight/ssl/client.pem \
              -v $PWD/config.json.production:/etc/enginsight/server-m2/config.json \
              "$(docker ps --filter label=com.docker.compose.service=server-m2 --format '{{.Image}}')" >/dev/null
            for i in {1..100}; do ! docker logs any-user 2>&1 | grep 'mongodb: connected' || break; sleep 0.1; done
            docker rm -f any-user >/dev/null
            """);
        Assert.Contains("mongodb: connected", container.Succeeded().Output, StringComparison.Ordinal);
    }
}
