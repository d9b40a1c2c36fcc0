using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>How to find out whether what a command of the state brought about is still so.</summary>
/// <param name="Command">The command, which puts right whatever drifted.</param>
/// <param name="Script">Runs on the command's VM and changes nothing there.</param>
/// <param name="Stdin">Its standard input.</param>
internal sealed record DriftCheck(StateCommand Command, RemoteScript Script, SecretText Stdin)
{
    /// <summary>Compares facts that the script only gathers; gives the number of fine things, and the others.</summary>
    public Func<CheckReport, (int Fine, IEnumerable<DriftItem> Items)> Compare { get; init; } = _ => (0, []);

    /// <summary>The script that takes away a file which the program did not put there.</summary>
    public Func<string, RemoteScript>? Remove { get; init; }
}
