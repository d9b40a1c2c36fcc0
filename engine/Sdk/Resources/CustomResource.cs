namespace Pulumi;

/// <summary>A resource that a provider manages. Every class of a provider's package derives from it.</summary>
public class CustomResource : Resource
{
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, custom: true, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions())
    {
    }

    /// <summary>The provider's id of the resource; unknown in a preview that would create it.</summary>
    public Output<string> Id => Slots.Id.Output;
}
