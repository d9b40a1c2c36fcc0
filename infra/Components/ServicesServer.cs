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

    /// <summary>App servers, one of which may have been a single server until now.</summary>
    public required ImmutableArray<AppServer> AppServers { get; init; }
}

/// <summary>
/// The VM of the nine services and their CVE database.
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
/// ├─ services-leave           on the load balancer: no requests for a VM that was an app server
/// └─ services-containers      replaced where they changed; all have to keep running
/// </code>
/// </summary>
internal sealed class ServicesServer : ComponentResource
{
    public ServicesServer(string name, ServicesServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:ServicesServer", name, options)
    {
        var enterprise = args.Enterprise;
        var commands = new RemoteCommands(this, args.Host, args.Host.Vm.Name);
        var steps = new EnterpriseSteps(commands, enterprise);
        var images = enterprise.Versions.ForServices;

        commands.Scripts(["enterprise"], enterprise.Bundle?.Checked ?? []);
        steps.InstallPackages(images);
        var configuration = steps.WriteConfiguration(
            enterprise.ComposeFile.ForServices(), enterprise.Mail, withUi: false);
        Secrets = steps.WriteSecrets(enterprise.Mail);
        var pulled = steps.FetchImages(images, configuration, Secrets);
        var reached = steps.ReachDatabase(pulled);
        var left = args.LoadBalancers.Select(
            balancer => balancer.Upstream(commands, new RemoteStep("load-balancer/leave") { After = [reached] }));
        var oldServices = args.AppServers.Select(server => server.OldServices);
        Containers = steps.ReplaceContainers("running", images, [reached], [.. oldServices, .. left]);
        RegisterOutputs();
    }

    /// <summary>The step after which nothing here writes to another data base than that of the stack.</summary>
    public Command Secrets { get; }

    /// <summary>The step after which the services run.</summary>
    public Command Containers { get; }
}
