using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Command.Remote;

/// <summary>A command on another machine, over SSH, run when the resource is created, updated or deleted.</summary>
public class Command : CustomResource
{
    public Command(string name, CommandArgs args, CustomResourceOptions? options = null)
        : base(
            "command:remote:Command", name, args ?? new CommandArgs(),
            PackageOptions.Command.With(options, replaceOnChanges: ["triggers[*]"], secretOutputs: ["connection"]))
    {
    }

    [Output("addPreviousOutputInEnv")] public Output<bool?> AddPreviousOutputInEnv { get; private set; } = null!;
    [Output("create")] public Output<string?> Create { get; private set; } = null!;
    [Output("delete")] public Output<string?> Delete { get; private set; } = null!;
    [Output("environment")]
    public Output<ImmutableDictionary<string, string>?> Environment { get; private set; } = null!;
    [Output("logging")] public Output<Logging?> Logging { get; private set; } = null!;

    /// <summary>What the last run printed as errors, without the newline at its end.</summary>
    [Output("stderr")] public Output<string> Stderr { get; private set; } = null!;

    [Output("stdin")] public Output<string?> Stdin { get; private set; } = null!;

    /// <summary>What the last run printed, without the newline at its end.</summary>
    [Output("stdout")] public Output<string> Stdout { get; private set; } = null!;

    [Output("triggers")] public Output<ImmutableArray<object>> Triggers { get; private set; } = null!;
    [Output("update")] public Output<string?> Update { get; private set; } = null!;
}

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

/// <summary>Which of a command's output is shown while it runs; both by default.</summary>
[EnumType]
public readonly struct Logging : IEquatable<Logging>
{
    private readonly string _value;

    private Logging(string value) => _value = value;

    public static Logging Stdout { get; } = new("stdout");

    public static Logging Stderr { get; } = new("stderr");

    public static Logging StdoutAndStderr { get; } = new("stdoutAndStderr");

    public static Logging None { get; } = new("none");

    public static bool operator ==(Logging left, Logging right) => left.Equals(right);

    public static bool operator !=(Logging left, Logging right) => !left.Equals(right);

    public static explicit operator string(Logging value) => value._value;

    public bool Equals(Logging other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Logging other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}
