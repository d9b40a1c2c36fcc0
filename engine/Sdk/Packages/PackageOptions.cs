using Pulumi;

namespace Engine.Sdk;

/// <summary>The options that a package gives its resources; the program's own come after them.</summary>
internal sealed class PackageOptions(string version)
{
    public static readonly PackageOptions Command = new("1.2.1");
    public static readonly PackageOptions Docker = new("5.1.0");
    public static readonly PackageOptions Random = new("4.21.1");
    public static readonly PackageOptions Tls = new("5.5.1");

    public CustomResourceOptions With(
        CustomResourceOptions? options, string[]? replaceOnChanges = null, string[]? secretOutputs = null)
    {
        var defaults = new CustomResourceOptions
        {
            Version = version,
            ReplaceOnChanges = [.. replaceOnChanges ?? []],
            AdditionalSecretOutputs = [.. secretOutputs ?? []],
        };
        return CustomResourceOptions.Merge(defaults, options);
    }
}
