using System.Globalization;
using System.Numerics;
using Engine.Handlers;
using Engine.Properties;
using Engine.Providers;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Tls;

public sealed class CertificateTests : IDisposable
{
    private static readonly ResourceRef PrivateKey = Resource("tls:index/privateKey:PrivateKey");
    private static readonly ResourceRef SelfSigned = Resource("tls:index/selfSignedCert:SelfSignedCert");
    private static readonly ResourceRef Request = Resource("tls:index/certRequest:CertRequest");
    private static readonly ResourceRef Signed = Resource("tls:index/locallySignedCert:LocallySignedCert");

    private readonly ManualTime _clock = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567));
    private readonly PackageProvider _provider;
    private readonly Scratch _files = new();

    public CertificateTests() => _provider = Packages.Tls(_clock);

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("ECDSA", "P256", "ecdsa-with-SHA256")]
    [InlineData("ECDSA", "P384", "ecdsa-with-SHA384")]
    [InlineData("ED25519", "P224", "ED25519")]
    public async Task Chain_OfCaAndServer_SatisfiesOpenssl(string algorithm, string curve, string signature)
    {
        var (caKey, ca) = await CaAsync(algorithm, curve);
        var (_, request, server) = await ServerAsync(algorithm, curve, caKey, ca);

        var caFile = _files.Write("ca", ca.GetString("certPem")!);
        var serverFile = _files.Write("server", server.GetString("certPem")!);
        Shell.Run("openssl", "req", "-verify", "-noout", "-in",
            _files.Write("csr", request.GetString("certRequestPem")!));
        var now = _clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString();
        Shell.Run(
            "openssl", "verify", "-x509_strict", "-attime", now, "-purpose", "sslserver", "-verify_hostname",
            "api.example",
            "-CAfile", caFile, serverFile);
        Shell.Run("openssl", "verify", "-attime", now, "-verify_ip", "10.0.0.1", "-CAfile", caFile, serverFile);
        Assert.Contains($"Signature Algorithm: {signature}",
            Shell.Run("openssl", "x509", "-noout", "-text", "-in", serverFile));
        Assert.Equal((algorithm, algorithm), (ca.GetString("keyAlgorithm"), server.GetString("caKeyAlgorithm")));
    }

    [Fact]
    public async Task SelfSigned_Says_WhatWasAskedFor()
    {
        var (_, ca) = await CaAsync("ECDSA", "P256");

        var text = Shell.Run(
            "openssl", "x509", "-noout", "-text", "-nameopt", "RFC2253,-esc_msb,-dn_rev", "-in",
            _files.Write("ca", ca.GetString("certPem")!));
        Assert.Contains("Subject: C=DE,O=Example,CN=Example CA\n", text);
        Assert.Contains("CA:TRUE, pathlen:0", text);
        Assert.Contains("Certificate Sign, CRL Sign", text);
        Assert.Contains("X509v3 Subject Key Identifier", text);
        Assert.Contains("X509v3 Authority Key Identifier", text);
    }

    [Fact]
    public async Task SelfSigned_HasAllOutputsTheRealProviderWrites()
    {
        var key = await KeyAsync("ED25519", "P224");
        var cert = await CreateAsync(
            SelfSigned, ("privateKeyPem", key), ("allowedUses", List()), ("validityPeriodHours", 2));

        Assert.Equal(
            [
                "allowedUses", "certPem", "earlyRenewalHours", "id", "isCaCertificate", "keyAlgorithm", "privateKeyPem",
                "readyForRenewal", "setAuthorityKeyId", "setSubjectKeyId", "validityEndTime", "validityPeriodHours",
                "validityStartTime",
            ],
            cert.Keys);
        Assert.Equal("2030-01-02T03:04:05.1234567Z", cert.GetString("validityStartTime"));
        Assert.Equal("2030-01-02T05:04:05.1234567Z", cert.GetString("validityEndTime"));
        var file = _files.Write("cert", cert.GetString("certPem")!);
        Assert.Equal("notAfter=Jan  2 05:04:05 2030 GMT\n",
            Shell.Run("openssl", "x509", "-noout", "-enddate", "-in", file));
        var serial = Shell.Run("openssl", "x509", "-noout", "-serial", "-in", file).Trim()["serial=".Length..];
        Assert.Equal(
            BigInteger.Parse("0" + serial, NumberStyles.HexNumber).ToString(),
            cert.GetString("id"));
    }

    [Fact]
    public async Task SelfSigned_CaWithoutSubject_Fails()
    {
        var key = await KeyAsync("ED25519", "P224");

        await Assert.ThrowsAsync<ProviderException>(() => CreateAsync(
            SelfSigned, ("privateKeyPem", key), ("allowedUses", List()), ("validityPeriodHours", 1),
            ("isCaCertificate", true)));
    }

    [Fact]
    public async Task Check_UnknownUse_Fails()
    {
        var check = await _provider.CheckAsync(
            SelfSigned, null, Map(("allowedUses", List("server_auth", "world_domination"))));

        Assert.Contains("world_domination", Assert.Single(check.Failures).Reason);
    }

    [Fact]
    public async Task Signed_WithAnotherKeyThanTheCas_Fails()
    {
        var (_, ca) = await CaAsync("ECDSA", "P256");
        var other = await KeyAsync("ECDSA", "P256");

        await Assert.ThrowsAsync<ProviderException>(() => ServerAsync("ECDSA", "P256", other, ca));
    }

    [Theory]
    [InlineData("privateKeyPem", "nonsense")]
    [InlineData("privateKeyPem", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n")]
    public async Task Request_UnreadableKey_FailsWithoutQuotingIt(string name, string text)
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => CreateAsync(Request, (name, text)));

        Assert.StartsWith("privateKeyPem ", error.Message);
        Assert.DoesNotContain("AAAA", error.Message);
    }

    [Fact]
    public async Task Diff_SameWish_HasNoChanges()
    {
        var inputs = await ServerInputsAsync();
        var cert = await CreateAsync(Signed, inputs);

        var diff = await _provider.DiffAsync(
            Signed, "id", Map(inputs), cert, Map(inputs).Set("setSubjectKeyId", false));

        Assert.False(diff.HasChanges);
    }

    [Fact]
    public async Task Diff_OrderOfUses_Replaces()
    {
        var inputs = Map(await ServerInputsAsync());
        var cert = await CreateAsync(Signed, [.. inputs.Select(item => (item.Key, item.Value))]);

        var news = inputs.Set("allowedUses", List("digital_signature", "server_auth"));
        Assert.True((await _provider.DiffAsync(Signed, "id", inputs, cert, news)).Replaces);
    }

    [Fact]
    public async Task Diff_EarlyRenewal_IsAnUpdateThatKeepsTheCertificate()
    {
        var inputs = Map(await ServerInputsAsync());
        var cert = await CreateAsync(Signed, [.. inputs.Select(item => (item.Key, item.Value))]);
        var news = inputs.Set("earlyRenewalHours", 1);

        var diff = await _provider.DiffAsync(Signed, "id", inputs, cert, news);
        var updated = await _provider.UpdateAsync(Signed, "id", inputs, cert, news, new Recording().Context());

        Assert.False(diff.Replaces);
        Assert.Equal(["earlyRenewalHours"], diff.Changes.Keys);
        Assert.Equal(cert.Set("earlyRenewalHours", 1), updated.Outputs);
        Assert.Equal(updated.Outputs, (await _provider.UpdateAsync(Signed, "id", inputs,
            cert.Set("__pulumi_raw_state_delta", "of the old"), news, new Recording().Context())).Outputs);
    }

    [Fact]
    public async Task Diff_ByTheClock_ReplacesWithoutAPropertyWhenDue()
    {
        var inputs = Map(await ServerInputsAsync()).Set("earlyRenewalHours", 4);
        var cert = await CreateAsync(Signed, [.. inputs.Select(item => (item.Key, item.Value))]);

        _clock.Advance(TimeSpan.FromHours(20) - TimeSpan.FromSeconds(1));
        var before = await _provider.DiffAsync(Signed, "id", inputs, cert, inputs);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var after = await _provider.DiffAsync(Signed, "id", inputs, cert, inputs);

        Assert.False(before.HasChanges);
        Assert.True(after.Replaces);
        Assert.Empty(after.Changes);
    }

    private async Task<(PropertyValue Key, PropertyMap Cert)> CaAsync(string algorithm, string curve)
    {
        var key = await KeyAsync(algorithm, curve);
        var cert = await CreateAsync(
            SelfSigned, ("privateKeyPem", key), ("isCaCertificate", true), ("maxPathLength", 0),
            ("setAuthorityKeyId", true),
            ("subject", Object(("commonName", "Example CA"), ("organization", "Example"), ("country", "DE"))),
            ("allowedUses", List("cert_signing", "crl_signing")), ("validityPeriodHours", 48));
        return (key, cert);
    }

    private async Task<(PropertyValue Key, PropertyMap Request, PropertyMap Cert)> ServerAsync(
        string algorithm, string curve, PropertyValue caKey, PropertyMap ca)
    {
        var key = await KeyAsync(algorithm, curve);
        var request = await CreateAsync(
            Request, ("privateKeyPem", key), ("subject", Object(("commonName", "app.example"))),
            ("dnsNames", List("app.example", "api.example")), ("ipAddresses", List("10.0.0.1")));
        var cert = await CreateAsync(
            Signed, ("certRequestPem", request["certRequestPem"]), ("caCertPem", ca["certPem"]),
            ("caPrivateKeyPem", caKey),
            ("allowedUses", List("server_auth", "digital_signature")), ("validityPeriodHours", 24),
            ("setSubjectKeyId", true));
        return (key, request, cert);
    }

    private async Task<(string, PropertyValue)[]> ServerInputsAsync()
    {
        var (caKey, ca) = await CaAsync("ECDSA", "P256");
        var (_, request, _) = await ServerAsync("ECDSA", "P256", caKey, ca);
        return
        [
            ("certRequestPem", request["certRequestPem"]), ("caCertPem", ca["certPem"]), ("caPrivateKeyPem", caKey),
            ("allowedUses", List("server_auth", "digital_signature")), ("validityPeriodHours", 24),
        ];
    }

    private async Task<PropertyValue> KeyAsync(string algorithm, string curve) =>
        (await CreateAsync(PrivateKey, ("algorithm", algorithm), ("ecdsaCurve", curve)))["privateKeyPem"];

    private async Task<PropertyMap> CreateAsync(ResourceRef resource, params (string, PropertyValue)[] inputs) =>
        (await _provider.CheckAndCreateAsync(resource, Map(inputs), new Recording().Context())).Outputs;
}
