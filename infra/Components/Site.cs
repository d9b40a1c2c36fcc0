using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;

namespace Enginsight.Infra.Components;

internal sealed class SiteArgs : ResourceArgs
{
    public required StackSettings Settings { get; init; }

    /// <summary>The load balancer that serves it.</summary>
    public required LoadBalancer LoadBalancer { get; init; }

    /// <summary>The steps after which the app servers behind it take requests.</summary>
    public required ImmutableArray<Resource> Joined { get; init; }
}

/// <summary>
/// What clients see: both names over TLS, and the redirect. It opens once there are servers to send requests to, and is
/// off before they leave.
/// <code>
/// Site
/// ├─ site-nginx         the link to sites-available/ngs.conf
/// └─ site-certificate   by ACME, where it could not be had before
/// </code>
/// </summary>
internal sealed class Site : ComponentResource
{
    public Site(string name, SiteArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:Site", name, options)
    {
        var commands = new RemoteCommands(this, args.LoadBalancer.Host, null);
        var nginx = commands.Beside(new RemoteStep("load-balancer/site")
        {
            Name = "nginx",
            Variables =
            [
                ("address", args.LoadBalancer.Host.Vm.Address),
                ("certificate", args.Settings.Certificate.CertificatePath ?? Places.NginxCertificate),
                ("api_domain", args.Settings.ApiDomain), ("app_domain", args.Settings.AppDomain),
            ],
            RunsAgainAfter = [args.LoadBalancer.Ready], // what is served then is looked at
            After = args.Joined, // clients that come too early get 502
            FormerPlaces =
            [
                .. FormerNames(args).Select(former => new Alias { Name = former, Parent = args.LoadBalancer }),
            ],
        });
        if (args.Settings.Certificate.Acme is not null)
            commands.Beside(args.LoadBalancer.Acme(required: true) with { RunsAgainAfter = [nginx] });
        RegisterOutputs();
    }

    /// <summary>It was the load balancer's step once, named after its VM.</summary>
    private static IEnumerable<string> FormerNames(SiteArgs args) =>
        new[] { args.LoadBalancer.GetResourceName(), args.LoadBalancer.Host.Vm.Name }.Distinct()
            .Select(lb => $"{lb}-site");
}
