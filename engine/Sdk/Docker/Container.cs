using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Docker;

/// <summary>A container; a change of most inputs deletes it and makes a new one.</summary>
public class Container : CustomResource
{
    public Container(string name, ContainerArgs args, CustomResourceOptions? options = null)
        : base(
            "docker:index/container:Container", name, args ?? new ContainerArgs(),
            PackageOptions.Docker.With(options))
    {
    }

    [Output("command")] public Output<ImmutableArray<string>> Command { get; private set; } = null!;
    [Output("hostname")] public Output<string?> Hostname { get; private set; } = null!;
    [Output("image")] public Output<string> Image { get; private set; } = null!;
    [Output("mustRun")] public Output<bool?> MustRun { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("restart")] public Output<string?> Restart { get; private set; } = null!;
}
