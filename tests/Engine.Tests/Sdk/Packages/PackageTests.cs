using Engine.Protocol;
using Pulumi;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Docker.Inputs;
using Pulumi.Tls.Inputs;
using static Engine.Tests.Providers.Operations;
using Docker = Pulumi.Docker;
using Local = Pulumi.Command.Local;
using Random = Pulumi.Random;
using Remote = Pulumi.Command.Remote;
using Tls = Pulumi.Tls;

namespace Engine.Tests.Sdk.Packages;

/// <summary>What the packages' classes tell the engine, and what they make of its answers.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task RemoteCommand_Connection_IsSecretWithSecretsAndDefaultsInside()
    {
        var request = await RequestAsync(() => new Remote.Command("it", new Remote.CommandArgs
        {
            Connection = new ConnectionArgs { Host = "h", PrivateKey = "k", Password = (Input<string>?)null },
            Create = "true",
            Logging = Remote.Logging.None,
            Environment = { { "A", "1" } },
            Triggers = new object[] { "a", 1, Output.Create(2) },
        }));

        Assert.Equal(
            Map(
                ("connection", Secret(Object(
                    ("host", "h"), ("privateKey", Secret("k")), ("dialErrorLimit", 10), ("perDialTimeout", 15),
                    ("port", 22),
                    ("user", "root")))),
                ("create", "true"), ("environment", Object(("A", "1"))), ("logging", "none"),
                ("triggers", List("a", 1, 2))),
            request.Inputs);
    }

    [Fact]
    public async Task RemoteCommand_Options_ComeBeforeTheProgramsOwn()
    {
        var request = await RequestAsync(() => new Remote.Command(
            "it",
            new Remote.CommandArgs { Connection = new ConnectionArgs { Host = "h" } },
            new CustomResourceOptions { AdditionalSecretOutputs = { "stdout" }, ReplaceOnChanges = { "create" } }));

        Assert.Equal("command:remote:Command", request.Type);
        Assert.Equal("1.2.1", request.Version);
        Assert.Equal(["triggers[*]", "create"], request.ReplaceOnChanges);
        Assert.Equal(["connection", "stdout"], request.AdditionalSecretOutputs);
    }

    [Fact]
    public async Task LocalCommand_WithoutArgs_SendsNothing()
    {
        var request = await RequestAsync(() => new Local.Command("it"));

        Assert.Empty(request.Inputs);
        Assert.Equal(["triggers[*]"], request.ReplaceOnChanges);
        Assert.Empty(request.AdditionalSecretOutputs);
    }

    [Fact]
    public async Task Args_ListsThatWereOnlyLookedAt_StayUnsetUnlessFilled()
    {
        var request = await RequestAsync(
            () => new Random.RandomPassword("it", new Random.RandomPasswordArgs { Length = 3 }));

        Assert.Equal(Map(("length", 3)), request.Inputs);
        Assert.Equal(("random:index/randomPassword:RandomPassword", "4.21.1"), (request.Type, request.Version));
    }

    [Theory]
    [InlineData("random:index/randomPassword:RandomPassword", "bcryptHash,result")]
    [InlineData("tls:index/privateKey:PrivateKey", "privateKeyOpenssh,privateKeyPem,privateKeyPemPkcs8")]
    [InlineData("tls:index/selfSignedCert:SelfSignedCert", "privateKeyPem")]
    [InlineData("tls:index/certRequest:CertRequest", "privateKeyPem")]
    [InlineData("tls:index/locallySignedCert:LocallySignedCert", "caPrivateKeyPem")]
    public async Task SecretOutputs_AreThoseOfTheRealPackage(string type, string expected)
    {
        var request = await RequestAsync(() => _ = type switch
        {
            "random:index/randomPassword:RandomPassword" =>
                (CustomResource)new Random.RandomPassword("it", new Random.RandomPasswordArgs { Length = 9 }),
            "tls:index/privateKey:PrivateKey" =>
                new Tls.PrivateKey("it", new Tls.PrivateKeyArgs { Algorithm = "ED25519" }),
            "tls:index/selfSignedCert:SelfSignedCert" => new Tls.SelfSignedCert("it", new Tls.SelfSignedCertArgs
            {
                AllowedUses = { "server_auth" },
                PrivateKeyPem = "k",
                ValidityPeriodHours = 1,
            }),
            "tls:index/certRequest:CertRequest" =>
                new Tls.CertRequest("it", new Tls.CertRequestArgs { PrivateKeyPem = "k" }),
            _ => new Tls.LocallySignedCert("it", new Tls.LocallySignedCertArgs
            {
                AllowedUses = { "server_auth" },
                CaCertPem = "c",
                CaPrivateKeyPem = "k",
                CertRequestPem = "r",
                ValidityPeriodHours = 1,
            }),
        });

        Assert.Equal(type, request.Type);
        Assert.Equal(expected, string.Join(",", request.AdditionalSecretOutputs));
        Assert.All(
            request.Inputs.Where(input => input.Key.EndsWith("KeyPem", StringComparison.Ordinal)),
            input => Assert.Equal(Secret("k"), input.Value));
    }

    [Fact]
    public async Task Certificate_Subject_IsAnObjectOfWhatWasSet()
    {
        var request = await RequestAsync(() => new Tls.SelfSignedCert("it", new Tls.SelfSignedCertArgs
        {
            AllowedUses = { "server_auth" },
            PrivateKeyPem = "k",
            ValidityPeriodHours = 1,
            Subject = new SelfSignedCertSubjectArgs { CommonName = "n" },
        }));

        Assert.Equal(Object(("commonName", "n")), request.Inputs["subject"]);
    }

    [Fact]
    public async Task Container_NestedInputs_HaveTheSchemasNames()
    {
        var request = await RequestAsync(() => new Docker.Container("it", new Docker.ContainerArgs
        {
            Image = "i",
            Capabilities = new ContainerCapabilitiesArgs { Adds = { "CAP_NET_ADMIN" } },
            NetworksAdvanced = { new ContainerNetworksAdvancedArgs { Name = "n", Ipv4Address = "10.0.0.2" } },
            Uploads = { new ContainerUploadArgs { File = "/f", Content = Output.CreateSecret("c"),
                Permissions = "0600" } },
            Tmpfs = { { "/run", "exec" } },
        }));

        Assert.Equal(
            Map(
                ("image", "i"), ("capabilities", Object(("adds", List("CAP_NET_ADMIN")))),
                ("networksAdvanced", List(Object(("name", "n"), ("ipv4Address", "10.0.0.2")))),
                ("uploads", List(Object(("file", "/f"), ("content", Secret("c")), ("permissions", "0600")))),
                ("tmpfs", Object(("/run", "exec")))),
            request.Inputs);
        Assert.Equal("5.1.0", request.Version);
    }

    [Fact]
    public async Task Provider_IsReferredToByItsResources()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() =>
        {
            var provider = new Docker.Provider("engine", new Docker.ProviderArgs { Host = "unix:///other.sock" });
            _ = new Docker.Volume("it", options: new CustomResourceOptions { Provider = provider });
        });

        Assert.Equal(Map(("host", "unix:///other.sock")), monitor["engine"].Inputs);
        Assert.Equal("pulumi:providers:docker", monitor["engine"].Type);
        Assert.Contains("pulumi:providers:docker::engine", monitor["it"].Provider);
    }

    private static async Task<RegisterResourceRequest> RequestAsync(Action program)
    {
        var monitor = new RecordingMonitor();
        Assert.Equal(0, await monitor.RunAsync(program));
        return monitor["it"];
    }
}
