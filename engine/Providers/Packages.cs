using Engine.Handlers;
using Engine.Properties;
using Engine.Providers.Command;
using Engine.Providers.Docker;
using Engine.Providers.Random;
using Engine.Providers.Tls;
using Floor.Ssh;

namespace Engine.Providers;

/// <summary>The one list of packages and of their resources by type token.</summary>
internal static class Packages
{
    public static ProviderRegistry Registry() => new(new Dictionary<string, Func<PropertyMap, PackageProvider>>
    {
        ["command"] = _ => Command(SshLiveness.Default),
        ["docker"] = Docker,
        ["random"] = _ => Random(),
        ["tls"] = _ => Tls(TimeProvider.System),
    });

    /// <summary>pulumi-command 1.2.1: commands on this machine and over SSH.</summary>
    /// <param name="liveness">How a server that no longer answers is noticed.</param>
    public static PackageProvider Command(SshLiveness liveness)
    {
        var connections = new SshConnectionPool(liveness);
        return new("command", new Dictionary<string, ResourceHandler>
        {
            ["command:local:Command"] = new LocalCommandHandler(),
            ["command:remote:Command"] = new RemoteCommandHandler(connections),
        }, connections);
    }

    /// <summary>pulumi-docker 5.1.0: networks, volumes and containers of one Docker engine.</summary>
    /// <param name="config">Of a provider's settings, <c>host</c> is heeded.</param>
    public static PackageProvider Docker(PropertyMap config)
    {
        var engine = new DockerEngine(config.GetString("host"));
        return new("docker", new Dictionary<string, ResourceHandler>
        {
            ["docker:index/network:Network"] = new NetworkHandler(engine),
            ["docker:index/volume:Volume"] = new VolumeHandler(engine),
            ["docker:index/container:Container"] = new ContainerHandler(engine),
        }, engine);
    }

    /// <summary>pulumi-random 4.21.1: passwords from the system's secure generator.</summary>
    public static PackageProvider Random() => new("random", new Dictionary<string, ResourceHandler>
    {
        ["random:index/randomPassword:RandomPassword"] = new RandomPasswordHandler(),
    });

    /// <summary>pulumi-tls 5.5.1: keys, certificate requests and certificates, made in this process.</summary>
    /// <param name="clock">Decides when a certificate is due for renewal, and stamps new ones.</param>
    public static PackageProvider Tls(TimeProvider clock) => new("tls", new Dictionary<string, ResourceHandler>
    {
        ["tls:index/privateKey:PrivateKey"] = new PrivateKeyHandler(),
        ["tls:index/certRequest:CertRequest"] = new CertRequestHandler(),
        ["tls:index/selfSignedCert:SelfSignedCert"] = new SelfSignedCertHandler(clock),
        ["tls:index/locallySignedCert:LocallySignedCert"] = new LocallySignedCertHandler(clock),
    });
}
