using Engine.Protocol;

namespace Pulumi;

/// <summary>A configured provider of one package, to be used by other resources.</summary>
public class ProviderResource : CustomResource
{
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : base(Urns.ProviderTypePrefix + package, name, args, options) => Package = package;

    internal string Package { get; }
}
