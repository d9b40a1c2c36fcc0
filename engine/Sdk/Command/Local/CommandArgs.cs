namespace Pulumi.Command.Local;

/// <summary>What a command on this machine does.</summary>
public sealed class CommandArgs : ResourceArgs
{
    /// <summary>Whether update and delete see PULUMI_COMMAND_STDOUT and _STDERR; true by default.</summary>
    [Input("addPreviousOutputInEnv")] public Input<bool>? AddPreviousOutputInEnv { get; set; }

    /// <summary>What is run when the resource is created.</summary>
    [Input("create")] public Input<string>? Create { get; set; }

    /// <summary>What is run when the resource is deleted; nothing by default.</summary>
    [Input("delete")] public Input<string>? Delete { get; set; }

    /// <summary>Working directory; the program's by default.</summary>
    [Input("dir")] public Input<string>? Dir { get; set; }

    /// <summary>Variables added to the command's environment.</summary>
    [field: Input("environment")] public InputMap<string> Environment { get => field ??= []; set; }

    /// <summary>The program and its first arguments that are given the command text; /bin/sh -c by default.</summary>
    [field: Input("interpreter")] public InputList<string> Interpreter { get => field ??= []; set; }

    /// <summary>Which output is shown as progress; both streams by default.</summary>
    [Input("logging")] public Input<Logging>? Logging { get; set; }

    /// <summary>Text for the command's standard input; none by default.</summary>
    [Input("stdin")] public Input<string>? Stdin { get; set; }

    /// <summary>Values whose change replaces the resource: the new create is run, then the old delete.</summary>
    [field: Input("triggers")] public InputList<object> Triggers { get => field ??= []; set; }

    /// <summary>What is run when an input has changed; without it, create is run again.</summary>
    [Input("update")] public Input<string>? Update { get; set; }
}
