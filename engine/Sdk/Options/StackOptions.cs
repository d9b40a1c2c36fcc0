namespace Pulumi;

/// <summary>Options of a whole stack.</summary>
public class StackOptions
{
    private List<ResourceTransformation>? _transformations;

    /// <summary>Functions that may change args and options of every resource of the stack.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => _transformations ??= [];
        set => _transformations = value;
    }
}
