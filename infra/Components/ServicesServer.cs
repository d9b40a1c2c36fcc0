using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class ServicesServerArgs : ResourceArgs
{
    public required RemoteHost Host { get; init; }

    public required EnterpriseSettings Enterprise { get; init; }

    /// <summary>The load balancers that may know this VM as an app server.</summary>
    public required ImmutableArray<LoadBalancer> LoadBalancers { get; init; }
}

/// <summary>
/// The VM of the nine services and their CVE database, ready for them: the <see cref="RollingUpdate"/> replaces them.
/// <code>
/// ServicesServer
/// ├─ services-scripts         the scripts of all steps on this VM
/// ├─ services-proxy           the way out, where it is an HTTP proxy
/// ├─ services-bundle          what the VM lacks of the bundle, where there is one
/// ├─ services-packages        Docker and compose
/// ├─ services-configuration   docker-compose.yml and templates
/// ├─ services-secrets         JWT secret, redis and MongoDB URIs
/// ├─ services-images          login and pull
/// ├─ services-reach           redis and MongoDB answer
/// └─ services-leave           on the load balancer: no requests for a VM that was an app server
/// </code>
/// </summary>
internal sealed class ServicesServer : ComponentResource
{
    public ServicesServer(string name, ServicesServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:ServicesServer", name, options)
    {
        Host = args.Host;
        var enterprise = args.Enterprise;
        var commands = new RemoteCommands(this, Host, Host.Vm.Name);
        var steps = new EnterpriseSteps(commands, enterprise);
        Images = enterprise.Versions.ForServices;

        commands.Scripts(["enterprise"], enterprise.Bundle?.Checked ?? []);
        steps.InstallPackages(Images);
        var configuration = steps.WriteConfiguration(
            enterprise.ComposeFile.ForServices(), enterprise.Mail, withUi: false);
        Secrets = steps.WriteSecrets(enterprise.Mail);
        var pulled = steps.FetchImages(Images, configuration, Secrets);
        Reached = steps.ReachDatabase(pulled);
        Left =
        [
            .. args.LoadBalancers.Select(balancer => balancer.Upstream(
                commands, new RemoteStep("load-balancer/leave") { After = [Reached] })),
        ];
        RegisterOutputs();
    }

    public RemoteHost Host { get; }

    /// <summary>References of the images of its containers.</summary>
    public ImmutableArray<string> Images { get; }

    /// <summary>The step after which nothing here writes to another data base than that of the stack.</summary>
    public Command Secrets { get; }

    /// <summary>The step after which everything is here that the services need.</summary>
    public Command Reached { get; }

    /// <summary>The steps after which no load balancer takes this VM for an app server.</summary>
    public ImmutableArray<Resource> Left { get; }
}
