using System.Collections.Immutable;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Remote;

/// <summary>
/// One step on a VM, as one value: what brings a state about, what takes it away, what tells whether it is still so,
/// and all that they need. The three are scripts side by side in infra/Files: SCRIPT.sh, SCRIPT.undo.sh and
/// SCRIPT.check.sh.
/// </summary>
/// <param name="Script">Path below infra/Files without its ending, such as load-balancer/site.</param>
internal sealed record RemoteStep(string Script)
{
    /// <summary>Name within its component. Default: the script's.</summary>
    public string Name { get; init; } = Script.Split('/')[^1];

    /// <summary>Names that an earlier version of the program gave the resource, with the component's.</summary>
    public ImmutableArray<string> FormerNames { get; init; } = [];

    /// <summary>Places in the state where an earlier version of the program had the resource.</summary>
    public ImmutableArray<Alias> FormerPlaces { get; init; } = [];

    /// <summary>Shell variables of all three scripts. They stand in the command, so none may be secret.</summary>
    public ImmutableArray<(string Name, string Value)> Variables { get; init; } = [];

    /// <summary>Files that the scripts find staged. A secret one makes all of the step's input secret.</summary>
    public Input<FileBundle>? Files { get; init; }

    /// <summary>Values that a script reads by name, and that become no file.</summary>
    public ImmutableArray<(string Name, Output<string> Value)> Secrets { get; init; } = [];

    /// <summary>
    /// Whenever one of these ran, this one runs again, also when its own inputs are those of a run that succeeded: so an
    /// update that failed half-way is taken up again on the way back to the old configuration too.
    /// </summary>
    public ImmutableArray<Command> RunsAgainAfter { get; init; } = [];

    /// <summary>Steps that have to be done before, each for a reason that stands beside it.</summary>
    public IEnumerable<Resource> After { get; init; } = [];

    /// <summary>The time after which the script is stopped. Default: 15 minutes.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(15);
}
