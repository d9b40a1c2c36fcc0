using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>
/// How to find out whether what a command of the state brought about is still so: the command's own check, which came to
/// the VM with the script that ran, and gets the input that it had.
/// </summary>
internal sealed record DriftCheck(StateCommand Command)
{
    /// <exception cref="OpsException">The state is of a version of the program whose commands knew no checks.</exception>
    public static IEnumerable<DriftCheck> Of(StackState state) =>
        state.Commands.All(command => StepCommand.HasVerbs(command.Create))
            ? state.Commands.Select(command => new DriftCheck(command))
            : throw new OpsException(
                "the last deployment was made by an earlier version of this program; type ./scripts/up first");

    /// <summary>The command line of the check.</summary>
    public string CommandLine => StepCommand.Check(Command.Create);

    /// <summary>The command line that takes away a file which the check called extra.</summary>
    public string Remove(string path) => StepCommand.Remove(Command.Create, path);

    /// <summary>Compares what the check only gathers; gives the number of fine things, and the others.</summary>
    public static (int Fine, IEnumerable<DriftItem> Items) Compare(CheckReport report) =>
        report.Facts["compose"].ToArray() is { Length: > 0 } composeFile
            ? ContainerComparison.Compare(
                ComposeServices.Parse(string.Join('\n', composeFile), Places.Enterprise), report.Facts)
            : (0, []);
}
