using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class SiteArgs : ResourceArgs
{
    public required StackSettings Settings { get; init; }

    /// <summary>The load balancers that serve it, one or two.</summary>
    public required ImmutableArray<LoadBalancer> LoadBalancers { get; init; }

    /// <summary>The steps after which the app servers behind it take requests.</summary>
    public required ImmutableArray<Resource> Joined { get; init; }
}

/// <summary>
/// What clients see: both names over TLS, and the redirect. It opens once there are servers to send requests to, and is
/// off before they leave.
/// <code>
/// Site
/// ├─ site-nginx         the link to sites-available/ngs.conf
/// ├─ site-nginx-lb2     the same on the second load balancer, where there are two
/// └─ site-certificate   by ACME, where it could not be had before; of two, see VirtualAddress
/// </code>
/// </summary>
internal sealed class Site : ComponentResource
{
    public Site(string name, SiteArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:Site", name, options)
    {
        var nginx = OpenOn(args.LoadBalancers[0], args, previous: null);
        foreach (var balancer in args.LoadBalancers[1..])
            nginx = OpenOn(balancer, args, nginx);
        Open = nginx;
        if (args.Settings is { Certificate.Acme: not null, Pair: null })
        {
            var balancer = args.LoadBalancers[0];
            new RemoteCommands(this, balancer.Host, null).Beside(
                balancer.Acme(required: true) with { RunsAgainAfter = [nginx] });
        }

        RegisterOutputs();
    }

    /// <summary>The step after which it is open on all of them.</summary>
    public Command Open { get; }

    private Command OpenOn(LoadBalancer balancer, SiteArgs args, Command? previous) =>
        new RemoteCommands(this, balancer.Host, null).Beside(new RemoteStep("load-balancer/site")
        {
            Name = $"nginx{balancer.Suffix}",
            Variables =
            [
                ("address", balancer.Host.Vm.Address),
                ("certificate", args.Settings.Certificate.CertificatePath ?? Places.NginxCertificate),
                ("api_domain", args.Settings.ApiDomain), ("app_domain", args.Settings.AppDomain),
            ],
            RunsAgainAfter = [balancer.Ready], // what is served then is looked at
            // Clients that come too early get 502; of two, one is open whatever happens to the other.
            After = previous is null ? args.Joined : [.. args.Joined, previous],
            FormerPlaces = previous is not null
                ? []
                : [.. FormerNames(balancer).Select(former => new Alias { Name = former, Parent = balancer })],
        });

    /// <summary>It was the load balancer's step once, named after its VM.</summary>
    private static IEnumerable<string> FormerNames(LoadBalancer balancer) =>
        new[] { balancer.GetResourceName(), balancer.Host.Vm.Name }.Distinct().Select(lb => $"{lb}-site");
}
