namespace Pulumi;

/// <summary>
/// Base of all classes that describe inputs: their properties and fields marked <see cref="InputAttribute"/> count.
/// </summary>
public abstract class InputArgs
{
    private protected InputArgs()
    {
    }
}

/// <summary>Base of the classes that describe a resource.</summary>
public abstract class ResourceArgs : InputArgs
{
    public static readonly ResourceArgs Empty = new NoArgs();

    protected ResourceArgs()
    {
    }

    private sealed class NoArgs : ResourceArgs;
}
