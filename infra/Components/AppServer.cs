using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;

namespace Enginsight.Infra.Components;

internal sealed class AppServerArgs : ResourceArgs
{
    public required RemoteHost Host { get; init; }

    public required EnterpriseSettings Enterprise { get; init; }

    /// <summary>The load balancer that this server takes requests from.</summary>
    public required LoadBalancer LoadBalancer { get; init; }

    /// <summary>What has to be done on the database VM before server-m2 can connect.</summary>
    public required IEnumerable<Resource> DatabaseReady { get; init; }

    /// <summary>The app server before this one: it has to take requests again before this one is changed.</summary>
    public required AppServer? Previous { get; init; }
}

/// <summary>
/// A VM with the user interface and the API. A change goes through it while the other app servers serve.
/// <code>
/// AppServer
/// ├─ app1-packages        Docker and compose; a host nginx off
/// ├─ app1-configuration   docker-compose.yml and templates
/// ├─ app1-secrets         JWT secret, redis and MongoDB URIs
/// ├─ app1-images          login and pull, while the old containers run
/// ├─ app1-drain           on the load balancer: no new requests, running ones finish
/// ├─ app1-containers      replaced where they changed, until both ports answer
/// └─ app1-upstream        on the load balancer: back into both upstreams
/// </code>
/// </summary>
internal sealed class AppServer : ComponentResource
{
    public AppServer(string name, AppServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:AppServer", name, options)
    {
        var enterprise = args.Enterprise;
        var versions = enterprise.Versions;
        var commands = new RemoteCommands(this, args.Host);
        var project = new EnterpriseProject(commands, enterprise);
        var images = project.Prepare(
            ComposeFile.ForAppServer(args.Host.Vm.Name, versions),
            enterprise.Mail.OnAppServers ? enterprise.Mail : null,
            withUi: true,
            [versions.Image(ImageVersions.Ui), versions.Image(ImageVersions.Server)]);
        var drain = args.LoadBalancer.Drain(commands, images, args.Previous?.Upstream);
        var containers = project.Run("enterprise/answering.sh", drain.Stdout, [.. args.DatabaseReady, drain]);
        Upstream = args.LoadBalancer.Join(commands, containers);
        RegisterOutputs();
    }

    /// <summary>The step after which this server takes requests.</summary>
    public Resource Upstream { get; }
}
