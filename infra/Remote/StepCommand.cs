using System.Text;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Remote;

/// <summary>
/// Command lines for the login shell of a VM. They run as root, directly or through sudo, and hold no secret, because a
/// failed command is printed whole.
/// </summary>
internal static class StepCommand
{
    private const string Verb = "verb=${verb-";

    private static readonly string[] ReceiverFiles =
        ["remote/stage.sh", "remote/files.sh", "remote/report.sh", "remote/scripts.sh"];

    /// <summary>
    /// What stands before the scripts on the standard input of the command that puts them on the VM. A group: of one that
    /// broke off, nothing runs.
    /// </summary>
    public static string Receiver { get; } =
        "{\nset -euo pipefail\nstep=$1 verb=$2\n"
        + string.Join('\n', ReceiverFiles.SelectMany(file => EmbeddedFile.Read(file).Split('\n')).Where(IsOfReceiver))
        + "\n}\n";

    private static int ReceiverSize { get; } = Encoding.UTF8.GetByteCount(Receiver);

    /// <summary>Runs a step, or its undo, by the script that is on the VM.</summary>
    /// <param name="verb">run or undo.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="step">The step.</param>
    /// <param name="sudoPassword">What sudo asks for; it is read from standard input.</param>
    public static string Of(string verb, string name, RemoteStep step, SecretText? sudoPassword = null)
    {
        var line = new StringBuilder(
            $"set -- bash {RemoteScripts.Folder}/remote/step.sh \"$verb\" {name} {step.Script} "
            + $"{RemoteScripts.Revision(step.Script)} {(int)step.Limit.TotalSeconds}");
        foreach (var (variable, value) in step.Variables)
            line.Append($" \\\n  {variable}={Quote(value)}");
        return $"{Verb}{verb}}}\n{line}\n{RootShell.Exec(sudoPassword)}";
    }

    /// <summary>
    /// Puts the scripts on the VM, or checks them. What that takes comes before them on standard input, so that the text
    /// stays short: a failed command is shown with all of it, on one line.
    /// </summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="sudoPassword">What sudo asks for; it is read from standard input.</param>
    public static string OfScripts(string name, SecretText? sudoPassword = null) => $$"""
        {{Verb}}run}
        set -- timeout -k 10 120 bash -c 'eval "$(head -c {{ReceiverSize}})"' enginsight {{name}} "$verb"
        {{RootShell.Exec(sudoPassword)}}
        """;

    /// <summary>The command line of a step's check, from that of its run.</summary>
    /// <exception cref="ArgumentException">The command is of a version of the program that knew no checks.</exception>
    public static string Check(string run) => With("check", run);

    /// <summary>The command line that takes away a file which the step's check called extra.</summary>
    /// <exception cref="ArgumentException">The command is of a version of the program that knew no checks.</exception>
    public static string Remove(string run, string path) => With($"remove {path}", run);

    /// <summary>Whether a command's text knows other verbs than its own.</summary>
    public static bool HasVerbs(string run) => run.StartsWith(Verb, StringComparison.Ordinal);

    private static bool IsOfReceiver(string line) =>
        !line.StartsWith("source ", StringComparison.Ordinal) && !line.StartsWith('#');

    private static string With(string verb, string run) => HasVerbs(run)
        ? $"verb={Quote(verb)}\n{run}"
        : throw new ArgumentException("the command was not made by this version of the program");

    /// <summary>A word of a command line, whatever characters it has.</summary>
    public static string Quote(string value) => $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
