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

    public required UpdateSettings Updates { get; init; }

    /// <summary>The load balancer that this server takes requests from.</summary>
    public required LoadBalancer LoadBalancer { get; init; }

    /// <summary>What has to be done on the database VM before server-m2 can connect.</summary>
    public required ImmutableArray<Resource> DatabaseReady { get; init; }

    /// <summary>The app server before this one: it has to take requests again before this one is changed.</summary>
    public required AppServer? Previous { get; init; }
}

/// <summary>
/// A VM with the user interface and the API. A change goes through it while the other app servers serve.
/// <code>
/// AppServer
/// ├─ app1-scripts         the scripts of all steps on this VM
/// ├─ app1-packages        Docker and compose
/// ├─ app1-configuration   docker-compose.yml and templates
/// ├─ app1-secrets         JWT secret, redis and MongoDB URIs
/// ├─ app1-images          login and pull, while the old containers run
/// ├─ app1-reach           redis and MongoDB answer
/// ├─ app1-old-services    a single server's services stop, for the services VM starts its own
/// ├─ app1-start           a new server's containers, which need no turn
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

    public AppServer(string name, AppServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:AppServer", name, options)
    {
        _args = args;
        _commands = new RemoteCommands(this, args.Host, args.Host.Vm.FormerName);
        _enterprise = new EnterpriseSteps(_commands, args.Enterprise);
        var versions = args.Enterprise.Versions;
        var mail = args.Enterprise.Mail.OnAppServers ? args.Enterprise.Mail : null;
        string[] images = [versions.Image(ImageVersions.Ui), versions.Image(ImageVersions.Server)];

        _commands.Scripts("enterprise");
        _enterprise.InstallPackages();
        var configuration = _enterprise.WriteConfiguration(ComposeFile.ForAppServer(name, versions), mail, withUi: true);
        var secrets = _enterprise.WriteSecrets(mail);
        var reached = _enterprise.ReachDatabase(
            _enterprise.PullImages(images, configuration, secrets), args.DatabaseReady);
        OldServices = StopOldServices();
        var ready = Start(reached);
        var drained = Drain(ready);
        var containers = _enterprise.ReplaceContainers("answering", images, drained, args.DatabaseReady);
        Upstream = Join(containers);
        RegisterOutputs();
    }

    /// <summary>The step after which this server takes requests.</summary>
    public Command Upstream { get; }

    /// <summary>The step after which no services run here, as they do on a single server.</summary>
    public Command OldServices { get; }

    /// <summary>Address and port of ui-m1 and of server-m2, as they stand in the upstreams.</summary>
    public (string Ui, string Api) Servers => (
        $"{_args.Host.Vm.UrlAddress}:{Places.UiPort}", $"{_args.Host.Vm.UrlAddress}:{Places.ApiPort}");

    private Command StopOldServices() => _commands.Then(new RemoteStep("enterprise/old-services")
    {
        Variables = [("services", string.Join(' ', ImageVersions.Services))],
    });

    private Command Start(Command reached) => _commands.Then(new RemoteStep("enterprise/start")
    {
        RunsAgainAfter = [reached],
    });

    private Command Drain(Command ready) => OnLoadBalancer(new RemoteStep("load-balancer/drain")
    {
        RunsAgainAfter = [ready],
        After = _args.Previous is { } previous ? [previous.Upstream] : [], // one app server at a time
    });

    private Command Join(Command containers) => OnLoadBalancer(new RemoteStep("load-balancer/upstream")
    {
        RunsAgainAfter = [containers],
    });

    private Command OnLoadBalancer(RemoteStep step) => _commands.On(_args.LoadBalancer.Host, step with
    {
        Variables =
        [
            ("server", _args.Host.Vm.Name), ("address", _args.Host.Vm.Address),
            ("drain_seconds", $"{_args.Updates.DrainSeconds}"),
        ],
        After = [.. step.After, _args.LoadBalancer.Ready],
        Limit = TimeSpan.FromSeconds(120 + _args.Updates.DrainSeconds),
    });
}
