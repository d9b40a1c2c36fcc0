using Engine.Sdk;

namespace Pulumi.Docker;

/// <summary>A volume that outlives the containers using it.</summary>
public class Volume : CustomResource
{
    public Volume(string name, VolumeArgs? args = null, CustomResourceOptions? options = null)
        : base("docker:index/volume:Volume", name, args ?? new VolumeArgs(), PackageOptions.Docker.With(options))
    {
    }

    [Output("driver")] public Output<string> Driver { get; private set; } = null!;
    [Output("mountpoint")] public Output<string> Mountpoint { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
}
