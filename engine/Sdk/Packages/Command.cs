using Engine.Sdk;

namespace Pulumi.Command;

/// <summary>A provider of the package that other resources are told to use.</summary>
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("command", name, args ?? new ProviderArgs(), PackageOptions.Command.With(options))
    {
    }
}

/// <summary>The package has no settings.</summary>
public sealed class ProviderArgs : ResourceArgs;
