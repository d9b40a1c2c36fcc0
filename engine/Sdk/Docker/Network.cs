using Engine.Sdk;

namespace Pulumi.Docker;

/// <summary>A network that containers are connected to.</summary>
public class Network : CustomResource
{
    public Network(string name, NetworkArgs? args = null, CustomResourceOptions? options = null)
        : base("docker:index/network:Network", name, args ?? new NetworkArgs(), PackageOptions.Docker.With(options))
    {
    }

    [Output("driver")] public Output<string> Driver { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}
