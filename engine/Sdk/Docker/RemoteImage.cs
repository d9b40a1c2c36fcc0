using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Docker;

/// <summary>An image on the Docker engine, pulled where it is not there.</summary>
public class RemoteImage : CustomResource
{
    public RemoteImage(string name, RemoteImageArgs args, CustomResourceOptions? options = null)
        : base(
            "docker:index/remoteImage:RemoteImage", name, args ?? new RemoteImageArgs(),
            PackageOptions.Docker.With(options))
    {
    }

    [Output("forceRemove")] public Output<bool?> ForceRemove { get; private set; } = null!;

    /// <summary>Digest of the image, sha256:...</summary>
    [Output("imageId")] public Output<string> ImageId { get; private set; } = null!;

    [Output("keepLocally")] public Output<bool?> KeepLocally { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("platform")] public Output<string?> Platform { get; private set; } = null!;
    [Output("pullTriggers")] public Output<ImmutableArray<string>> PullTriggers { get; private set; } = null!;
    [Output("repoDigest")] public Output<string> RepoDigest { get; private set; } = null!;
    [Output("triggers")] public Output<ImmutableDictionary<string, string>?> Triggers { get; private set; } = null!;
}
