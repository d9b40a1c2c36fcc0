using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class LoadBalancerArgs : ResourceArgs
{
    public required RemoteHost Host { get; init; }

    /// <summary>Where the certificate is, if it is on the VM already.</summary>
    public required CertificateSettings Certificate { get; init; }

    /// <summary>PEM chain, leaf first, or null where the files are on the VM already.</summary>
    public required Output<string>? Chain { get; init; }

    /// <summary>PEM key of the leaf, or null where the files are on the VM already.</summary>
    public required Output<string>? PrivateKey { get; init; }
}

/// <summary>
/// The VM that clients talk to: nginx, ready for app servers to join its upstreams. What it serves is <see cref="Site"/>,
/// which opens once they have.
/// <code>
/// LoadBalancer
/// ├─ lb-scripts       the scripts of all steps on this VM
/// ├─ lb-packages      nginx; refuses a VM with Docker
/// ├─ lb-certificate   chain and key
/// └─ lb-watch         service that notices app servers that are cut off
/// </code>
/// </summary>
internal sealed class LoadBalancer : ComponentResource
{
    private readonly RemoteCommands _commands;

    public LoadBalancer(string name, LoadBalancerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:LoadBalancer", name, options)
    {
        _commands = new RemoteCommands(this, args.Host, args.Host.Vm.Name);
        _commands.Scripts("load-balancer");
        _commands.Then(new RemoteStep("load-balancer/packages"));
        Ready = args is { Chain: { } chain, PrivateKey: { } key }
            ? WriteCertificate(chain, key)
            : CheckCertificate(args.Certificate);
        Watch();
        RegisterOutputs();
    }

    public RemoteHost Host => _commands.Host;

    /// <summary>The step after which nginx takes app servers into its upstreams.</summary>
    public Command Ready { get; }

    private Command WriteCertificate(Output<string> chain, Output<string> key) =>
        _commands.Then(new RemoteStep("load-balancer/certificate")
        {
            Files = Output.Tuple(chain, key).Apply(pem => new FileBundle()
                .Add(Places.NginxCertificate, "0644", pem.Item1)
                .Add(Places.NginxKey, "0600", pem.Item2)),
        });

    private Command CheckCertificate(CertificateSettings certificate) =>
        _commands.Then(new RemoteStep("load-balancer/certificate-on-vm")
        {
            Name = "certificate",
            Variables = [("certificate", certificate.CertificatePath!), ("key", certificate.PrivateKeyPath!)],
        });

    private void Watch() => _commands.Then(new RemoteStep("load-balancer/watch")
    {
        Files = new FileBundle()
            .Add("/usr/local/sbin/enginsight-watch", "0755", EmbeddedFile.Read("load-balancer/enginsight-watch"))
            .Add(
                "/etc/systemd/system/enginsight-watch.service",
                "0644",
                EmbeddedFile.Read("load-balancer/enginsight-watch.service")),
    });
}
