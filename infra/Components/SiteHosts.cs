using Enginsight.Infra.Lab;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;

namespace Enginsight.Infra.Components;

/// <summary>
/// A stack's VMs as places to run commands on, and where they get packages and images: those of a real site, or of the
/// lab, which is made here.
/// </summary>
internal sealed class SiteHosts
{
    private readonly LabHosts? _lab;
    private readonly Output<string>? _proxyEnvironment;

    /// <exception cref="RunException">The bundle is none, or not whole.</exception>
    public SiteHosts(StackSettings settings)
    {
        _lab = settings.Lab is null ? null : new LabHosts("lab", new LabHostsArgs { Settings = settings });
        _proxyEnvironment = settings.HttpProxy?.Environment(settings.AllVms).ToOutput();
        Registry = _lab?.Registry ?? RegistryLogin.Of(settings.Registry);
        Bundle = settings.Bundle is { } folder
            ? new SiteBundle("bundle", new SiteBundleArgs { Folder = folder, Signer = settings.BundleSigner })
            : null;
    }

    public RegistryLogin Registry { get; }

    /// <summary>Where packages and images come from instead; null where the stack has no bundle.</summary>
    public SiteBundle? Bundle { get; }

    public RemoteHost Of(VmSettings vm) =>
        (_lab?.HostOf(vm) ?? RemoteHost.Existing(vm)) with { ProxyEnvironment = _proxyEnvironment };
}
