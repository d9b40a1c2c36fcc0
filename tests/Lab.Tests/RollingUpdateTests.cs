using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests;

/// <summary>Updates under load, with no client that notices. Each names a mutation that turns it red.</summary>
[Collection(LabCollection.Name)]
public class RollingUpdateTests(LabFixture lab)
{
    private const string Ui = LabFixture.Subnet + "40:5000/enginsight/ui-m1";

    /// <summary>Red without the drain: take_out in load-balancer/drain.sh.</summary>
    [Fact]
    public async Task Update_OfBothServices_LosesNoRequestAndClosesWebSocketsCleanly()
    {
        await using var edit = lab.EditByCommand();
        var (server, ui) = ("", "");

        var report = await lab.UnderLongLoadAsync(async round =>
        {
            (server, ui) = round % 2 == 0 ? ("7.17.32", "7.17.13") : ("7.17.31", "7.17.12");
            await lab.SetAsync("versions.server-m2", server);
            await lab.SetAsync("versions.ui-m1", ui);
            (await lab.PulumiAsync("up", "--yes")).Succeeded();
        });

        LoadedLab.AssertNothingLost(report);
        Assert.Equal(["app1", "app2"], report.Servers.Keys);
        Assert.True(report.CleanCloses >= 20, report.ToString());
        foreach (var vm in new[] { "app1", "app2" })
        {
            Assert.Contains($"server-m2:{server}", await ImagesAsync(vm), StringComparison.Ordinal);
            Assert.Contains($"ui-m1:{ui}", await ImagesAsync(vm), StringComparison.Ordinal);
        }
    }

    /// <summary>Red when a change of the list is a reload: tell_nginx in load-balancer/servers.sh.</summary>
    [Fact]
    public async Task Changes_ForFarClientsThatRepeatNothing_LoseNoRequest()
    {
        await using var edit = lab.EditByCommand();

        var report = await lab.UnderLossyLoadAsync(
            async () =>
            {
                await lab.SetAsync("versions.server-m2", "7.17.32");
                await lab.SetAsync("versions.ui-m1", "7.17.13");
                (await lab.PulumiAsync("up", "--yes")).Succeeded();
            },
            async () => (await lab.ScriptAsync("rollback", LabFixture.Stack, "--yes")).Succeeded(),
            async () =>
            {
                // Of requests that its stop itself meets, all may be handed on; those of server-m2 may be POSTs.
                (await lab.InVmAsync("app2", $"docker stop {LabFixture.ServiceContainer("ui-m1")}")).Succeeded();
                (await lab.UpAsync("--repair")).Succeeded();
            });

        LoadedLab.AssertNothingLostOverTheLink(report);
        Assert.Equal(["app1", "app2"], report.Servers.Keys);
    }

    /// <summary>Red when nginx is restarted instead of reloaded: load-balancer/nginx.sh.</summary>
    [Fact]
    public async Task Change_OfCertificateAndNginxSetting_LosesNoRequestAndNoWebSocket()
    {
        await using var edit = lab.EditByCommand();
        var certificates = new[] { NewCertificate("one"), NewCertificate("other") };
        var (chain, size) = ("", "");

        // Without the check afterwards, which trusts these certificates no more than the machine does.
        var report = await lab.UnderLongLoadAsync(
            async round =>
            {
                (chain, var key) = certificates[round % 2];
                size = round % 2 == 0 ? "100m" : "150m";
                await lab.SetAsync("certificate.certificate", chain);
                await lab.SetAsync("certificate.privateKey", key, "--secret");
                await lab.SetAsync("loadBalancer.clientMaxBodySize", size);
                (await lab.PulumiAsync("up", "--yes")).Succeeded();
            },
            string.Concat(certificates.Select(made => made.Certificate)));

        LoadedLab.AssertNothingLost(report);
        Assert.Equal(0, report.CleanCloses);
        var nginx = (await lab.InVmAsync("lb", "nginx -T 2>/dev/null; cat /etc/nginx/ssl/fullchain.pem")).Output;
        Assert.Contains($"client_max_body_size {size};", nginx, StringComparison.Ordinal);
        Assert.Contains(chain.Trim(), nginx, StringComparison.Ordinal);
    }

    /// <summary>Red without the health gate: wait_until in enterprise/health.sh.</summary>
    [Fact]
    public async Task Update_ToABrokenVersion_StopsAtTheFirstServerWhileTheOtherServes()
    {
        await using var edit = lab.EditByCommand();
        await lab.SetAsync("updates.healthSeconds", "5");
        await lab.SetAsync("versions.server-m2", "7.17.99-broken");

        var report = await lab.UnderLoadAsync(async () =>
        {
            var up = (await lab.UpAsync()).Failed();
            Assert.Contains("app1-containers", up.Text, StringComparison.Ordinal);
            Assert.Contains("after 5 s; this server stays out of the upstreams", up.Text, StringComparison.Ordinal);
            // The last that is read, whatever the run has printed before.
            Assert.Matches(
                $@"sends no requests to app1: taken out for the update\.\n.*\./scripts/up {LabFixture.Stack} .*\n\z",
                up.Error);
            Assert.Contains(LabFixture.Subnet, await DownAsync(), StringComparison.Ordinal);
            Assert.Contains("server-m2:7.17.31", await ImagesAsync("app2"), StringComparison.Ordinal);

            edit.Restore();
            (await lab.UpAsync()).Succeeded();
        });

        LoadedLab.AssertNothingLost(report);
        Assert.Contains("server-m2:7.17.31", await ImagesAsync("app1"), StringComparison.Ordinal);
        Assert.Empty(await DownAsync());
    }

    /// <summary>Red with --force-recreate in enterprise/bring-up.sh, or without the labels of ComposeFile.</summary>
    [Fact]
    public async Task Update_RestartsOnlyWhatChanged()
    {
        await using var edit = lab.EditByCommand();
        var before = await ContainersAsync();
        // Years of updates, of which the one that runs is not the newest; and an image that is not the product's.
        (await lab.InVmAsync("app1", $"""
            for image in {Ui}:7.18.0 {Ui}:7.1.1 {Ui}:6.9.9 example.org/ui-m1:1 example.org/ui-m1:2; do
              docker tag {Ui}:7.17.12 $image
            done
            """)).Succeeded();

        await lab.SetAsync("versions.ui-m1", "7.17.13");
        (await lab.UpAsync()).Succeeded();
        var newUi = await ContainersAsync();
        Assert.Equal(before["server-m2"], newUi["server-m2"]);
        Assert.NotEqual(before["ui-m1"], newUi["ui-m1"]);
        Assert.Equal(
            [$"{Ui}:7.17.12", $"{Ui}:7.17.13", "example.org/ui-m1:1", "example.org/ui-m1:2"],
            (await lab.InVmAsync("app1", "docker image ls --format '{{.Repository}}:{{.Tag}}' | grep ui-m1"))
                .Succeeded().Trimmed.Split('\n').Order(StringComparer.Ordinal));
        await lab.InVmAsync("app1", "docker image rm example.org/ui-m1:1 example.org/ui-m1:2");

        await lab.SetAsync("mail.host", "smtp.example.org");
        (await lab.UpAsync()).Succeeded();
        var newMail = await ContainersAsync();
        Assert.NotEqual(newUi["server-m2"], newMail["server-m2"]);
        Assert.Equal(newUi["ui-m1"], newMail["ui-m1"]);
    }

    private async Task<string> ImagesAsync(string vm) =>
        (await lab.InVmAsync(vm, "docker ps --format '{{.Image}}'")).Succeeded().Output;

    /// <summary>App servers that the load balancer keeps requests away from.</summary>
    private async Task<string> DownAsync() =>
        (await lab.InVmAsync("lb", "grep ' out$' /etc/nginx/enginsight/servers")).Trimmed;

    /// <summary>Ids of app1's containers by service.</summary>
    private async Task<Dictionary<string, string>> ContainersAsync() =>
        (await lab.InVmAsync("app1", """docker ps --format '{{.Label "com.docker.compose.service"}} {{.ID}}'"""))
            .Succeeded().Trimmed.Split('\n')
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => words[1]);

    /// <summary>A certificate that is its own CA, for both names.</summary>
    private static TestCertificate NewCertificate(string subject) => TestCertificate.OfCa(
        subject, TimeProvider.System.GetUtcNow().AddDays(90), "app.enginsight.lab", "api.enginsight.lab");
}
