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
    [Output("connection")] public Output<Outputs.Connection> Connection { get; private set; } = null!;
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
