namespace Pulumi.Docker.Inputs;

/// <summary>A file put into the container before it starts.</summary>
public sealed class ContainerUploadArgs : ResourceArgs
{
    /// <summary>Text of the file.</summary>
    [Input("content")] public Input<string>? Content { get; set; }

    /// <summary>Path in the container.</summary>
    [Input("file", required: true)] public Input<string> File { get; set; } = null!;

    /// <summary>Its mode, in octal digits.</summary>
    [Input("permissions")] public Input<string>? Permissions { get; set; }
}
