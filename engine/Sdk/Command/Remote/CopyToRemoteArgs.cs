using Engine.Sdk;

namespace Pulumi.Command.Remote;

/// <summary>What is copied to another machine.</summary>
public sealed class CopyToRemoteArgs : ResourceArgs
{
    /// <summary>How to reach the machine; always a secret.</summary>
    [field: Input("connection", required: true)]
    public Input<Inputs.ConnectionArgs> Connection { get; set => field = SecretInput.Of(value); } = null!;

    /// <summary>Where to; an existing directory gets the source inside.</summary>
    [Input("remotePath", required: true)] public Input<string> RemotePath { get; set; } = null!;

    /// <summary>A file, a text that is not empty, or a directory; it must be known in a preview.</summary>
    [Input("source", required: true)] public Input<AssetOrArchive> Source { get; set; } = null!;

    /// <summary>Values whose change copies again.</summary>
    [field: Input("triggers")] public InputList<object> Triggers { get => field ??= []; set; }
}
