namespace Pulumi.Docker.Inputs;

/// <summary>A file put into the container before it starts.</summary>
public sealed class ContainerUploadArgs : ResourceArgs
{
    /// <summary>Text of the file.</summary>
    [Input("content")] public Input<string>? Content { get; set; }

    /// <summary>Bytes of the file, in Base64.</summary>
    [Input("contentBase64")] public Input<string>? ContentBase64 { get; set; }

    /// <summary>Whether its mode is 0744 instead of 0644.</summary>
    [Input("executable")] public Input<bool>? Executable { get; set; }

    /// <summary>Path in the container.</summary>
    [Input("file", required: true)] public Input<string> File { get; set; } = null!;

    /// <summary>Its mode, in octal digits.</summary>
    [Input("permissions")] public Input<string>? Permissions { get; set; }

    /// <summary>Path of a file here.</summary>
    [Input("source")] public Input<string>? Source { get; set; }

    /// <summary>Any text whose change counts as a change of the source.</summary>
    [Input("sourceHash")] public Input<string>? SourceHash { get; set; }
}
