using Engine.Sdk;

namespace Pulumi.Command.Remote;

/// <summary>What a command on another machine does.</summary>
public sealed class CommandArgs : ResourceArgs
{
    /// <summary>Whether update and delete see PULUMI_COMMAND_STDOUT and _STDERR; true by default.</summary>
    [Input("addPreviousOutputInEnv")] public Input<bool>? AddPreviousOutputInEnv { get; set; }

    /// <summary>How to reach the machine; always a secret.</summary>
    [field: Input("connection", required: true)]
    public Input<Inputs.ConnectionArgs> Connection { get; set => field = SecretInput.Of(value); } = null!;

    /// <summary>What is run when the resource is created.</summary>
    [Input("create")] public Input<string>? Create { get; set; }

    /// <summary>What is run when the resource is deleted; nothing by default.</summary>
    [Input("delete")] public Input<string>? Delete { get; set; }

    /// <summary>Variables that the server must be configured to accept (AcceptEnv).</summary>
    [field: Input("environment")] public InputMap<string> Environment { get => field ??= []; set; }

    /// <summary>Which output is shown as progress; both streams by default.</summary>
    [Input("logging")] public Input<Logging>? Logging { get; set; }

    /// <summary>Text for the command's standard input; none by default.</summary>
    [Input("stdin")] public Input<string>? Stdin { get; set; }

    /// <summary>Values whose change replaces the resource: the new create is run, then the old delete.</summary>
    [field: Input("triggers")] public InputList<object> Triggers { get => field ??= []; set; }

    /// <summary>What is run when an input has changed; without it, create is run again.</summary>
    [Input("update")] public Input<string>? Update { get; set; }
}
