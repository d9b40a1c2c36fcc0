using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Command.Remote;

/// <summary>
/// A file or directory copied to another machine over SSH; modes are not kept and nothing is ever deleted.
/// </summary>
public class CopyToRemote : CustomResource
{
    public CopyToRemote(string name, CopyToRemoteArgs args, CustomResourceOptions? options = null)
        : base(
            "command:remote:CopyToRemote", name, args ?? new CopyToRemoteArgs(),
            PackageOptions.Command.With(options, replaceOnChanges: ["triggers[*]"], secretOutputs: ["connection"]))
    {
    }

    [Output("connection")] public Output<Outputs.Connection> Connection { get; private set; } = null!;
    [Output("remotePath")] public Output<string> RemotePath { get; private set; } = null!;
    [Output("source")] public Output<AssetOrArchive> Source { get; private set; } = null!;
    [Output("triggers")] public Output<ImmutableArray<object>> Triggers { get; private set; } = null!;
}
