using System.Security.Cryptography;
using System.Text;
using Enginsight.Lab.Tests.Lab;
using Enginsight.Lab.Tests.Site;

namespace Enginsight.Lab.Tests;

/// <summary>Secrets are where they belong, and nowhere else.</summary>
[Collection(LabCollection.Name)]
public class SecretsTests(LabFixture lab)
{
    private const string JwtFile = "/opt/enginsight/enterprise/conf/DEFAULT_JWT_SECRET.conf";
    private static readonly string[] Readers = ["app1", "app2", "services"];

    [Fact]
    public async Task JwtSecret_IsTheSameOnAllVmsThatReadItAndForRootOnly()
    {
        var secret = await lab.OutputAsync("jwtSecret");

        Assert.Matches("^[A-Za-z0-9_-]{32}$", secret);
        await AssertOnAllReadersAsync(secret);
    }

    /// <summary>Red with a file of mode 0600, which an image with a USER does not read, or a folder that is open.</summary>
    [Fact]
    public async Task Configuration_IsReadByAnyUserOfAnImageAndByNobodyElseOnTheVm()
    {
        const string mounted = "conf/services/config.json.production";

        var container = await lab.InVmAsync("app1", $$$"""
            cd /opt/enginsight/enterprise
            docker run -d --name any-user --user 1234:1234 -v $PWD/{{{mounted}}}:/etc/enginsight/server-m2/config.json \
              $(docker inspect -f '{{.Config.Image}}' {{{LabFixture.ServiceContainer("server-m2")}}}) >/dev/null
            for i in {1..100}; do ! docker logs any-user 2>&1 | grep 'mongodb: connected' || break; sleep 0.1; done
            docker rm -f any-user >/dev/null
            """);
        var nobody = await lab.InVmAsync(
            "app1",
            $"cd /opt/enginsight/enterprise; setpriv --reuid 65534 --regid 65534 --clear-groups cat {mounted}");

        Assert.Contains("mongodb: connected", container.Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("Permission denied", nobody.Failed().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_StateAndLogs_HoldNoSecret()
    {
        var secrets = await StackSecrets.ReadAsync(lab);
        Assert.True(secrets.All.Length > 10, $"only {secrets.All.Length} secrets are known");

        AssertNone(secrets, "the first up", lab.FirstUp.Text);
        AssertNone(secrets, "up", (await lab.UpAsync()).Succeeded().Text);
        AssertNone(secrets, "preview --diff", (await lab.PulumiAsync("preview", "--diff")).Succeeded().Text);
        AssertNone(secrets, "stack output", (await lab.PulumiAsync("stack", "output")).Succeeded().Text);
        AssertNone(secrets, "stack export", (await lab.PulumiAsync("stack", "export")).Succeeded().Text);
        var state = Path.Combine(lab.Folder, ".state");
        // The customer's site is a project of its own in there, which its tests build and change meanwhile.
        var site = Path.Combine(state, SiteFolder.Stack) + Path.DirectorySeparatorChar;
        foreach (var file in Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(site, StringComparison.Ordinal)))
        {
            AssertNone(secrets, file, await File.ReadAllTextAsync(file));
        }

        await AssertLogsHoldNoneAsync(secrets);
    }

    [Fact]
    public async Task JwtSecret_Rotated_ReachesAllVmsAndShowsInNoCommandLineOrLog()
    {
        const string Marker = "command-lines-are-watched";
        var before = await StackSecrets.ReadAsync(lab);
        var secret = RandomNumberGenerator.GetString(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", 32);
        var secrets = before with { All = [.. before.All, secret] };
        await using (var edit = lab.EditByCommand())
        {
            // The value goes in as an operator's would: typed, not as an argument.
            (await lab.HostAsync(
                $"./scripts/pulumi config set --secret jwtSecret -s {LabFixture.Stack}", secret + "\n"))
                .Succeeded();
            await using (var watch = new CommandLineWatch([.. secrets.All, Marker]))
            {
                AssertNone(secrets, "preview --diff", (await lab.PulumiAsync("preview", "--diff")).Succeeded().Text);
                AssertNone(secrets, "up", (await lab.UpAsync()).Succeeded().Text);
                (await lab.InVmAsync("app1", $"bash -c 'sleep 3; true' {Marker}")).Succeeded();
                Assert.Equal([secrets.All.Length], watch.Seen);
            }

            await AssertOnAllReadersAsync(secret);
            await AssertLogsHoldNoneAsync(secrets);
        }

        // Without a given secret the stack has made one again.
        var generated = await lab.OutputAsync("jwtSecret");
        Assert.NotEqual(secret, generated);
        await AssertOnAllReadersAsync(generated);
    }

    private static void AssertNone(StackSecrets secrets, string where, string text)
    {
        var count = secrets.In(text).Count();
        Assert.True(count == 0, $"{count} secrets stand in the text of: {where}");
    }

    private async Task AssertOnAllReadersAsync(string secret)
    {
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        foreach (var vm in Readers)
        {
            var found = (await lab.InVmAsync(
                vm, $"stat -c '%a %U' {JwtFile}; tr -d '\\n' <{JwtFile} | sha256sum")).Succeeded();
            Assert.Equal($"600 root\n{expected}  -", found.Trimmed);
            // What the containers read, as whatever user; on the VM the folder keeps others away.
            var mounted = (await lab.InVmAsync(vm, $"""
                cd {Path.GetDirectoryName(JwtFile)}/services && stat -c %a . config.json.production
                grep -cF -f {JwtFile} config.json.production
                """)).Succeeded();
            Assert.Equal("700\n644\n1", mounted.Trimmed);
        }
    }

    private async Task AssertLogsHoldNoneAsync(StackSecrets secrets)
    {
        var patterns = string.Join('\n', secrets.All) + "\n";
        foreach (var vm in LabFixture.Vms)
        {
            var found = await lab.InVmAsync(vm, """
                patterns=$(cat)
                { journalctl -q -o cat; find /var/log -type f -exec cat {} +
                  cat /var/lib/docker/containers/*/*.log 2>/dev/null; } | grep -acF -f <(printf '%s\n' "$patterns")
                """, patterns);
            Assert.Equal("0", found.Trimmed);
        }
    }
}
