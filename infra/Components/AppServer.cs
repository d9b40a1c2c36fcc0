using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class AppServerArgs : ResourceArgs
{
    public required RemoteHost Host { get; init; }

    public required EnterpriseSettings Enterprise { get; init; }

    /// <summary>The load balancer that this server takes requests from, once it has joined.</summary>
    public required LoadBalancer LoadBalancer { get; init; }

    /// <summary>What has to be done on the database VM before server-m2 can connect.</summary>
    public required ImmutableArray<Resource> DatabaseReady { get; init; }
}

/// <summary>
/// A VM with the user interface and the API. A change goes through it while the other app servers serve.
/// <code>
/// AppServer
/// ├─ app1-scripts         the scripts of all steps on this VM
/// ├─ app1-bundle          what the VM lacks of the bundle, where there is one
/// ├─ app1-packages        Docker and compose
/// ├─ app1-configuration   docker-compose.yml and templates
/// ├─ app1-secrets         JWT secret, redis and MongoDB URIs
/// ├─ app1-images          login and pull, while the old containers run
/// ├─ app1-reach           redis and MongoDB answer
/// ├─ app1-old-services    a single server's services stop, for the services VM starts its own
/// ├─ app1-start           containers of a server that serves nobody, which need no turn
/// ├─ app1-drain           on the load balancer: no new requests, running ones finish
/// ├─ app1-containers      replaced where they changed, until both ports answer
/// └─ app1-upstream        on the load balancer: back into both upstreams
/// </code>
/// </summary>
internal sealed class AppServer : ComponentResource
{
    private readonly AppServerArgs _args;
    private readonly RemoteCommands _commands;
    private readonly EnterpriseSteps _enterprise;
    private readonly string[] _images;

    public AppServer(string name, AppServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:AppServer", name, options)
    {
        _args = args;
        _commands = new RemoteCommands(this, args.Host, args.Host.Vm.FormerName);
        _enterprise = new EnterpriseSteps(_commands, args.Enterprise);
        var versions = args.Enterprise.Versions;
        var mail = args.Enterprise.Mail.OnAppServers ? args.Enterprise.Mail : null;
        _images = [versions.Image(ImageVersions.Ui), versions.Image(ImageVersions.Server)];

        _commands.Scripts("enterprise", SiteBundle.CheckOf(args.Enterprise.Bundle));
        _enterprise.InstallPackages(_images);
        var configuration = _enterprise.WriteConfiguration(
            ComposeFile.ForAppServer(name, versions), mail, withUi: true);
        var secrets = _enterprise.WriteSecrets(mail);
        var reached = _enterprise.ReachDatabase(
            _enterprise.FetchImages(_images, configuration, secrets), args.DatabaseReady);
        OldServices = StopOldServices();
        Ready = Start(reached);
    }

    /// <summary>The step after which this server waits for its turn.</summary>
    public Command Ready { get; }

    /// <summary>The step after which this server takes requests.</summary>
    public Command Upstream { get; private set; } = null!;

    /// <summary>The step after which no services run here, as they do on a single server.</summary>
    public Command OldServices { get; }

    /// <summary>Address and port of ui-m1 and of server-m2, as they stand in the upstreams.</summary>
    public (string Ui, string Api) Servers => (
        $"{_args.Host.Vm.UrlAddress}:{Places.UiPort}", $"{_args.Host.Vm.UrlAddress}:{Places.ApiPort}");

    private Command StopOldServices() => _commands.Then(new RemoteStep("enterprise/old-services")
    {
        Variables = [("services", string.Join(' ', ImageVersions.Services))],
    });

    /// <summary>One app server at a time: out of the upstreams, changed, and back.</summary>
    /// <param name="all">
    /// All app servers. They are ready first, because one that serves nobody may be whom the others have to wait for.
    /// </param>
    /// <param name="previous">The one before, which takes requests again before this one is changed.</param>
    /// <param name="services">Stop first, where all change to another data base at once.</param>
    public void TakeTurn(ImmutableArray<AppServer> all, AppServer? previous, ServicesServer services)
    {
        var drained = Drain(
            [.. all.Select(server => server.Ready), .. previous is null ? [] : new[] { previous.Upstream }]);
        var containers = _enterprise.ReplaceContainers(
            "answering",
            _images,
            drained,
            _args.Enterprise.MoveTo is null ? _args.DatabaseReady : [.. _args.DatabaseReady, services.Secrets]);
        Upstream = Join(containers);
        RegisterOutputs();
    }

    private Command Start(Command reached) => _commands.Then(new RemoteStep("enterprise/start")
    {
        Variables =
        [
            ("health_seconds", $"{_args.Enterprise.Updates.HealthSeconds}"),
            .. _args.Enterprise.Updates.Health.Variables,
        ],
        RunsAgainAfter = [reached],
        Limit = TimeSpan.FromSeconds(300 + (2 * _args.Enterprise.Updates.HealthSeconds)),
    });

    private Command Drain(IEnumerable<Resource> after) => OnLoadBalancer(new RemoteStep("load-balancer/drain")
    {
        RunsAgainAfter = [Ready],
        After = after,
    });

    private Command Join(Command containers) => OnLoadBalancer(new RemoteStep("load-balancer/upstream")
    {
        RunsAgainAfter = [containers],
    });

    private Command OnLoadBalancer(RemoteStep step) => _args.LoadBalancer.Upstream(_commands, step);
}
