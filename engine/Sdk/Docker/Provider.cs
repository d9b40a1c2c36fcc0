using Engine.Sdk;

namespace Pulumi.Docker;

/// <summary>A Docker engine that other resources are told to use.</summary>
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("docker", name, args ?? new ProviderArgs(), PackageOptions.Docker.With(options))
    {
    }

    [Output("host")] public Output<string?> Host { get; private set; } = null!;
}
