using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Docker;

/// <summary>A network that containers are connected to.</summary>
public class Network : CustomResource
{
    public Network(string name, NetworkArgs? args = null, CustomResourceOptions? options = null)
        : base("docker:index/network:Network", name, args ?? new NetworkArgs(), PackageOptions.Docker.With(options))
    {
    }

    [Output("attachable")] public Output<bool?> Attachable { get; private set; } = null!;
    [Output("driver")] public Output<string> Driver { get; private set; } = null!;
    [Output("ingress")] public Output<bool?> Ingress { get; private set; } = null!;
    [Output("internal")] public Output<bool> Internal { get; private set; } = null!;
    [Output("ipamDriver")] public Output<string?> IpamDriver { get; private set; } = null!;
    [Output("ipamOptions")]
    public Output<ImmutableDictionary<string, string>?> IpamOptions { get; private set; } = null!;
    [Output("ipv6")] public Output<bool?> Ipv6 { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("options")] public Output<ImmutableDictionary<string, string>> Options { get; private set; } = null!;
    [Output("scope")] public Output<string> Scope { get; private set; } = null!;
}
