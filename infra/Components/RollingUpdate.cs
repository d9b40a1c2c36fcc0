using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class RollingUpdateArgs : ResourceArgs
{
    /// <summary>In the order of their turns.</summary>
    public required ImmutableArray<AppServer> AppServers { get; init; }

    public required EnterpriseSettings Enterprise { get; init; }

    /// <summary>The load balancers that they take requests from, once they have joined.</summary>
    public required ImmutableArray<LoadBalancer> LoadBalancers { get; init; }

    /// <summary>The VM of the services, which stop first where all change to another data base at once.</summary>
    public required ServicesServer Services { get; init; }

    /// <summary>The steps after which services of a former VM reach no database: no two may work at a time.</summary>
    public required ImmutableArray<Command> FormerServices { get; init; }
}

/// <summary>
/// The services, and one app server at a time: out of the upstreams, changed, and back, while the others serve.
/// <code>
/// RollingUpdate
/// ├─ services-containers   replaced where they changed; all have to keep running
/// ├─ app1-drain            on the load balancer, or on both: no new requests, running ones finish
/// ├─ app1-containers       replaced where they changed, until both ports answer
/// ├─ app1-upstream         on the load balancer: back into both upstreams
/// └─ app2-...              the same for the next one, once that one takes requests again
/// </code>
/// </summary>
internal sealed class RollingUpdate : ComponentResource
{
    private readonly RollingUpdateArgs _args;

    public RollingUpdate(string name, RollingUpdateArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:RollingUpdate", name, options)
    {
        _args = args;
        Services = ReplaceServices(args.Services);
        ImmutableArray<Command> previous = [];
        var joined = ImmutableArray.CreateBuilder<Resource>();
        foreach (var server in args.AppServers)
        {
            previous = TakeTurn(server, previous);
            joined.AddRange(previous);
        }

        Joined = joined.ToImmutable();
        Upstreams = ImmutableDictionary<string, ImmutableArray<string>>.Empty
            .Add("apiServers", [.. args.AppServers.Select(server => server.Servers.Api)])
            .Add("appServers", [.. args.AppServers.Select(server => server.Servers.Ui)]);
        RegisterOutputs();
    }

    /// <summary>The step after which the services run.</summary>
    public Command Services { get; }

    /// <summary>The steps after which the app servers take requests.</summary>
    public ImmutableArray<Resource> Joined { get; }

    /// <summary>Servers of both upstreams, by upstream.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Upstreams { get; }

    private Command ReplaceServices(ServicesServer services) => new EnterpriseSteps(
        new RemoteCommands(this, services.Host, services.Host.Vm.Name, of: services), _args.Enterprise).ReplaceContainers(
            "running",
            services.Images,
            [services.Reached],
            after:
            [
                .. _args.AppServers.Select(server => server.OldServices), .. services.Left, .. _args.FormerServices,
            ]);

    /// <param name="server">The server whose turn it is.</param>
    /// <param name="previous">The steps after which the one before takes requests again.</param>
    private ImmutableArray<Command> TakeTurn(AppServer server, ImmutableArray<Command> previous)
    {
        var commands = new RemoteCommands(this, server.Host, server.Host.Vm.FormerName, of: server);
        ImmutableArray<Command> drained =
            [.. _args.LoadBalancers.Select(balancer => Drain(balancer, commands, server.Ready, previous))];
        var containers = ReplaceContainers(commands, server.Images, drained);
        return [.. _args.LoadBalancers.Select(balancer => Join(balancer, commands, containers))];
    }

    private Command Drain(
        LoadBalancer balancer, RemoteCommands commands, Command ready, ImmutableArray<Command> previous) =>
        balancer.Upstream(commands, new RemoteStep("load-balancer/drain")
        {
            RunsAgainAfter = [ready],
            After =
            [
                // One that serves nobody may be whom the others have to wait for, so all are ready first.
                .. _args.AppServers.Select(server => server.Ready),
                // What runs there besides stops with its turn.
                .. _args.AppServers.Select(server => server.OldServices),
                .. previous,
            ],
        });

    private Command ReplaceContainers(
        RemoteCommands commands, ImmutableArray<string> images, ImmutableArray<Command> drained) =>
        new EnterpriseSteps(commands, _args.Enterprise).ReplaceContainers(
            "answering",
            images,
            drained,
            after: _args.Enterprise.MoveTo is null ? [] : [_args.Services.Secrets]);

    private static Command Join(LoadBalancer balancer, RemoteCommands commands, Command containers) =>
        balancer.Upstream(commands, new RemoteStep("load-balancer/upstream")
        {
            RunsAgainAfter = [containers],
        });
}
