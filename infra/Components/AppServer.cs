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

    /// <summary>The VM that takes over the services of a single server.</summary>
    public required ServicesServer Services { get; init; }
}

/// <summary>
/// A VM with the user interface and the API, ready for its turn in the <see cref="RollingUpdate"/>, which replaces
/// containers that serve.
/// <code>
/// AppServer
/// ├─ app1-scripts         the scripts of all steps on this VM
/// ├─ app1-proxy           the way out, where it is an HTTP proxy
/// ├─ app1-bundle          what the VM lacks of the bundle, where there is one
/// ├─ app1-packages        Docker and compose
/// ├─ app1-configuration   docker-compose.yml and templates
/// ├─ app1-secrets         JWT secret, redis and MongoDB URIs
/// ├─ app1-images          login and pull, while the old containers run
/// ├─ app1-reach           redis and MongoDB answer
/// ├─ app1-old-services    a single server's services stop, once the services VM can start its own
/// └─ app1-start           containers of a server that serves nobody, which need no turn
/// </code>
/// </summary>
internal sealed class AppServer : ComponentResource
{
    public AppServer(string name, AppServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:AppServer", name, options)
    {
        Host = args.Host;
        var enterprise = args.Enterprise;
        var mail = enterprise.Mail.OnAppServers ? enterprise.Mail : null;
        var commands = new RemoteCommands(this, Host, Host.Vm.FormerName);
        var steps = new EnterpriseSteps(commands, enterprise);
        Images = enterprise.Versions.ForAppServer;

        commands.Scripts(["enterprise"], enterprise.Bundle?.Checked ?? []);
        steps.InstallPackages(Images);
        var configuration = steps.WriteConfiguration(
            enterprise.ComposeFile.ForAppServer(name), mail, withUi: true);
        var secrets = steps.WriteSecrets(mail);
        var pulled = steps.FetchImages(Images, configuration, secrets);
        var reached = steps.ReachDatabase(pulled);
        OldServices = StopOldServices(commands, reached, args.Services);
        Ready = Start(commands, enterprise.Updates, reached);
        RegisterOutputs();
    }

    public RemoteHost Host { get; }

    /// <summary>References of the images of its containers.</summary>
    public ImmutableArray<string> Images { get; }

    /// <summary>The step after which no services run here, as they do on a single server.</summary>
    public Command OldServices { get; }

    /// <summary>The step after which this server waits for its turn.</summary>
    public Command Ready { get; }

    /// <summary>Address and port of ui-m1 and of server-m2, as they stand in the upstreams.</summary>
    public (string Ui, string Api) Servers =>
        ($"{Host.Vm.UrlAddress}:{Places.UiPort}", $"{Host.Vm.UrlAddress}:{Places.ApiPort}");

    private static Command StopOldServices(RemoteCommands commands, Command reached, ServicesServer services) =>
        commands.Beside(new RemoteStep("enterprise/old-services")
        {
            Variables = [("services", string.Join(' ', ImageVersions.Services))],
            After = [reached, services.Reached], // a services VM that fails before that leaves the site with its old ones
        });

    private static Command Start(RemoteCommands commands, UpdateSettings updates, Command reached) =>
        commands.Then(new RemoteStep("enterprise/start")
        {
            Variables = [("health_seconds", $"{updates.HealthSeconds}"), .. updates.Health.Variables],
            RunsAgainAfter = [reached],
            Limit = TimeSpan.FromSeconds(300 + (2 * updates.HealthSeconds)),
        });
}
