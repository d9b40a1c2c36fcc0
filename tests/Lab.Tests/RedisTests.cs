using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>redis as the apps meet it, when its settings and others' change.</summary>
[Collection(LabCollection.Name)]
public class RedisTests(LabFixture lab)
{
    private const string Access = "/etc/redis/enginsight-access.conf";

    /// <summary>
    /// Logs in to redis, again and again, with the password that app2's server has at that moment. Connections that
    /// stand are left standing, so that the load alone would not notice.
    /// </summary>
    private static readonly string Logins = $$$"""
        touch /run/redis-logins
        while [ -e /run/redis-logins ]; do
          sleep 0.1
          pid=$(docker inspect -f '{{.State.Pid}}' {{{LabFixture.ServiceContainer("server-m2")}}} 2>/dev/null) || continue
          password=$(sed -nE 's|.*redis://:([^@]*)@.*|\1|p' "/proc/$pid/root/etc/enginsight/server-m2/config.json") || true
          if [ -z "$password" ]; then continue; fi
          exec 3<>/dev/tcp/{{{LabFixture.Subnet}}}30/6379 || continue
          printf 'AUTH %s\r\n' "$password" >&3
          IFS= read -r -t 3 answer <&3
          exec 3>&-
          if [[ $answer == +OK* ]]; then tries=$((tries + 1)); else echo "refused: $answer"; fi
        done 2>/dev/null
        echo "let in $tries times"
        """;

    /// <summary>Red where redis knows one password at a time.</summary>
    [Fact]
    public async Task Password_Changed_IsRefusedToNobody()
    {
        await using var edit = lab.EditByCommand();

        var logins = lab.InVmAsync("app2", Logins);
        var report = await lab.UnderLoadAsync(async () =>
        {
            (await lab.HostAsync(
                "./scripts/pulumi config set --secret --path enginsight-infra:database.redisPassword "
                + $"-s {LabFixture.Stack}", "another-password\n")).Succeeded();
            (await lab.PulumiAsync("up", "--yes")).Succeeded();
        });

        (await lab.InVmAsync("app2", "rm /run/redis-logins")).Succeeded();

        Assert.Matches(@"\Alet in \d\d+ times\n\z", (await logins).Succeeded().Output);
        LoadedLab.AssertNothingLost(report);
        Assert.Equal("1", await OnDatabaseAsync($"grep -o '>[^ ]*' {Access} | wc -l"));
        Assert.Equal("PONG", await OnDatabaseAsync(
            $"sed -n 's/.* on >\\([^ ]*\\) .*/AUTH \\1\\nPING/p' {Access} | redis-cli | tail -n 1"));
    }

    [Fact]
    public async Task Settings_AreThoseOfABoundedCache()
    {
        var settings = await OnDatabaseAsync($$"""
            { sed -n 's/.* on >\([^ ]*\) .*/AUTH \1/p' {{Access}}
              printf 'CONFIG GET %s\n' save maxmemory maxmemory-policy stop-writes-on-bgsave-error; } |
              redis-cli | tail -n +2 | paste -sd ' '
            """);

        Assert.Equal(
            "save  maxmemory 536870912 maxmemory-policy allkeys-lru stop-writes-on-bgsave-error no", settings);
    }

    [Theory]
    [InlineData("aclfile /etc/redis/users.acl", "has 'aclfile /etc/redis/users.acl'")]
    [InlineData("user default on nopass ~* &* +@all", "has a line 'user default'")]
    [InlineData("port 6380", "has 'port 6380'")]
    public async Task Settings_OfOthersThatShutTheAppsOut_AreNamedAndNotRunOver(string line, string says)
    {
        // In front of the last line, which is the include; and the drift that makes the step run.
        await OnDatabaseAsync($"cp -p /etc/redis/redis.conf /root/ && sed -i '$i {line}' /etc/redis/redis.conf");
        await OnDatabaseAsync("chmod 644 /etc/redis/enginsight.conf");
        try
        {
            var repair = (await lab.ScriptAsync("up", "--repair", LabFixture.Stack, "--yes")).Failed();

            Assert.Contains($"/etc/redis/redis.conf {says}", repair.Text, StringComparison.Ordinal);
            Assert.Contains("nothing was changed", repair.Text, StringComparison.Ordinal);
            Assert.Equal("644", await OnDatabaseAsync("stat -c %a /etc/redis/enginsight.conf"));
        }
        finally
        {
            await OnDatabaseAsync("mv /root/redis.conf /etc/redis/; chmod 640 /etc/redis/enginsight.conf");
        }
    }

    private async Task<string> OnDatabaseAsync(string script) =>
        (await lab.InVmAsync("db", script)).Succeeded().Trimmed;
}
