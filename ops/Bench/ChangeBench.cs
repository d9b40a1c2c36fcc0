using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Enginsight.Ops.Bench;

/// <summary>Changes of a running site, each under the load of 32 keep-alive clients and 20 WebSockets.</summary>
internal sealed class ChangeBench(BenchLab lab, BenchTable table)
{
    private const string NoLoss = "0 failed, 0 cut";
    private const string AfterAppServers = "  enginsight-infra:services:\n";

    public async Task RunAsync()
    {
        await lab.Stack.SetAsync("versions.server-m2", "7.17.32");
        await UpAsync(
            "version change of server-m2 on both app servers, under load",
            "32 to 36 s, 0 failed",
            "under 15 s, 0 failed");
        table.Add("rollback of it, preview included", "", NoLoss, await lab.UnderLoadAsync("rollback", "--yes"));

        await lab.Stack.SetAsync("versions.server-m2", "7.17.32");
        table.Add(
            "version change for far clients that repeat nothing, half POST",
            "53 to 96 of 10,000 lost (161f9a2)", "0 lost",
            await lab.UnderFarLoadAsync("up", "--skip-preview"));
        table.Add(
            "rollback of it for the same clients", "", "0 lost", await lab.UnderFarLoadAsync("rollback", "--yes"));

        await lab.Stack.SetAsync("versions.server-m2", "7.17.32");
        await lab.Stack.SetAsync("versions.ui-m1", "7.17.13");
        await UpAsync("server-m2 and ui-m1 on both app servers", "", NoLoss);

        await SetCertificateAsync();
        await lab.Stack.SetAsync("loadBalancer.clientMaxBodySize", "100m");
        await UpAsync("another certificate and nginx setting", "", NoLoss);

        var third = $"    - name: app3\n      host: {lab.Subnet}13\n";
        lab.Edit(file => file.Replace(AfterAppServers, third + AfterAppServers, StringComparison.Ordinal));
        await UpAsync("third app server added, its VM made first", "", NoLoss);
        lab.Edit(file => file.Replace(third, "", StringComparison.Ordinal));
        await UpAsync("third app server removed", "", NoLoss);
    }

    private async Task UpAsync(string figure, string ansible, string reach) =>
        table.Add(figure, ansible, reach, await lab.UnderLoadAsync("up", "--skip-preview"));

    /// <summary>Configures a certificate for both names that is its own CA.</summary>
    private async Task SetCertificateAsync()
    {
        var settings = await lab.Stack.SettingsAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={settings.AppDomain}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(settings.AppDomain);
        names.AddDnsName(settings.ApiDomain);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        await lab.Stack.SetAsync("certificate.certificate", certificate.ExportCertificatePem() + "\n");
        await lab.Stack.SetAsync("certificate.privateKey", key.ExportPkcs8PrivateKeyPem() + "\n", secret: true);
    }
}
