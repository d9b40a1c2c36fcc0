using System.Text;
using System.Text.RegularExpressions;
using Enginsight.Infra.Files;

namespace Enginsight.Infra.Remote;

/// <summary>
/// A bash script for a VM, put together from files: variables first, then libraries, then the step itself. It never
/// holds a secret, because a failed command is printed whole; secrets come by standard input.
/// </summary>
internal sealed partial class RemoteScript
{
    private const string Preamble = "set -euo pipefail\n";
    private readonly string[] _files;
    private readonly List<(string Name, string Value)> _variables = [];
    private TimeSpan _limit = TimeSpan.FromMinutes(15);

    private RemoteScript(string[] files) => _files = files;

    /// <summary>Files by their path in infra/Files, in the order in which they run.</summary>
    public static RemoteScript Of(params string[] files) => new(files);

    /// <summary>Sets a shell variable.</summary>
    public RemoteScript With(string name, string value)
    {
        _variables.Add((name, value));
        return this;
    }

    /// <summary>The time after which the script is killed. Default: 15 minutes.</summary>
    public RemoteScript Within(TimeSpan limit)
    {
        _limit = limit;
        return this;
    }

    /// <summary>
    /// The command line for the login shell. It runs as root (directly, or through passwordless sudo), ends in time,
    /// and waits for another run that may still be busy on the VM after its connection was lost.
    /// </summary>
    public string ToCommand()
    {
        var seconds = (int)_limit.TotalSeconds;
        var guard = $"flock -w {seconds} -o /run/enginsight-infra.lock timeout -k 10 {seconds}";
        return $"""
            script=$(cat <<'END_OF_SCRIPT'
            {Text}
            END_OF_SCRIPT
            )
            set -- {guard} bash -c "$script" enginsight-infra
            if [ "$(id -u)" -eq 0 ]; then exec "$@"; else exec sudo -n "$@"; fi
            """;
    }

    /// <summary>The script itself: what root's bash runs.</summary>
    public string Text
    {
        get
        {
            var body = new StringBuilder(Preamble);
            foreach (var (name, value) in _variables)
                body.Append($"{name}={Quote(value)}\n");
            foreach (var file in _files)
                body.Append('\n').Append(EmbeddedFile.Read(file).TrimEnd()).Append('\n');
            return body.ToString().TrimEnd();
        }
    }

    /// <summary>The variables that were set, from the command line of a script.</summary>
    public static IReadOnlyDictionary<string, string> VariablesOf(string command)
    {
        var start = command.IndexOf(Preamble, StringComparison.Ordinal);
        return start < 0
            ? new Dictionary<string, string>()
            : Assignment().Matches(command, start + Preamble.Length).ToDictionary(
                match => match.Groups["name"].Value,
                match => match.Groups["value"].Value.Replace(@"'\''", "'", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\G(?<name>[a-z_]+)='(?<value>(?:[^']|'\\'')*)'\n")]
    private static partial Regex Assignment();

    private static string Quote(string value) => $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
