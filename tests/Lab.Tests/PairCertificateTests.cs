using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests;

/// <summary>A certificate by ACME on each of two load balancers; the CA is Debian's pebble.</summary>
[Collection(PairCollection.Name)]
public class PairCertificateTests(PairFixture pair)
{
    private static readonly string[] Balancers = ["lb1", "lb2"];
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The CA asks the one that has the address, and each gets and renews its own while the other one has it. Red without
    /// the location @other in acme-pair.conf.
    /// </summary>
    [FullFact]
    public async Task Certificate_ByAcme_IsGotAndRenewedOnEach_AndClientsNoticeNothing()
    {
        var file = StackFile.PathOf(PairFixture.Stack);
        var stackFile = await File.ReadAllTextAsync(file);
        await TrustPebbleAsync(file, stackFile);
        try
        {
            var report = await pair.UnderLoadAsync(
                async () =>
                {
                    (await pair.UpAsync()).Succeeded();
                    var issued = await ServedAsync();
                    Assert.All(issued, served => Assert.Contains("Pebble", served, StringComparison.Ordinal));
                    Assert.NotEqual(issued[0], issued[1]);
                    foreach (var vm in Balancers)
                        (await pair.InVmAsync(vm, "systemctl start certbot.service")).Succeeded();
                    await Wait.UntilAsync(
                        "each serves its renewed certificate",
                        async () => !(await ServedAsync()).Intersect(issued).Any(),
                        Minute);
                },
                anyAuthority: true);

            Assert.True(report.Failures == 0, report.ToString());
            (await pair.ScriptAsync("drift", PairFixture.Stack)).Succeeded();
        }
        finally
        {
            await File.WriteAllTextAsync(file, stackFile);
        }

        (await pair.UpAsync()).Succeeded();
    }

    /// <summary>Lets pebble find the names where clients find them, and writes it into the stack file.</summary>
    private async Task TrustPebbleAsync(string file, string text)
    {
        (await pair.InVmAsync(
            "registry", $"echo {PairFixture.Address} app.enginsight.lab api.enginsight.lab >>/etc/hosts")).Succeeded();
        var pem = (await pair.InVmAsync("registry", "cat /etc/pebble/server.pem")).Succeeded().Output;
        var lines = string.Concat(pem.Trim().Split('\n').Select(line => $"        {line}\n"));
        await File.WriteAllTextAsync(file, text.Replace(
            "  enginsight-infra:registry:",
            $"""
              enginsight-infra:certificate:
                acme:
                  email: ops@enginsight.lab
                  server: https://{PairFixture.Subnet}40:14000/dir
                  caCertificate: |
            {lines}  enginsight-infra:registry:
            """,
            StringComparison.Ordinal));
    }

    /// <summary>Issuer and fingerprint of what each load balancer serves.</summary>
    private async Task<string[]> ServedAsync() => await Task.WhenAll(Balancers.Select(async vm => (await pair.InVmAsync(
        vm,
        "openssl s_client -connect 127.0.0.1:443 -servername api.enginsight.lab </dev/null 2>/dev/null"
            + " | openssl x509 -noout -issuer -fingerprint")).Succeeded().Trimmed));
}
