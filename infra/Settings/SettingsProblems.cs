namespace Enginsight.Infra.Settings;

/// <summary>Collects what is wrong with a configuration, so that all of it is reported at once.</summary>
public sealed class SettingsProblems
{
    private readonly List<string> _lines = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _secrets = [];

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>What can be used, and probably is not what was wanted.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Paths of the settings that hold a secret, so that a plain one can be warned of.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    public void NoteSecret(string path) => _secrets.Add(path);

    /// <summary>Adds one line: the path of the setting, then what is wrong and what it should be.</summary>
    public void Add(string path, string problem) => _lines.Add(Shown.Line($"{path}: {problem}"));

    /// <summary>Adds one line in the same form to the warnings.</summary>
    public void Warn(string path, string warning) => _warnings.Add(Shown.Line($"{path}: {warning}"));

    /// <summary>Whether something is wrong with that setting already.</summary>
    public bool Has(string path) =>
        _lines.Any(line => line.StartsWith($"{path}: ", StringComparison.Ordinal));
}

/// <summary>The configuration cannot be used; the message has one line per problem.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception(string.Join('\n', [Headline(problems.Count), .. problems, Next]))
{
    private const string Next = "Mend that in the stack file (stacks/Pulumi.example.yaml has every setting), or with "
        + "./scripts/pulumi config set --path, and type the same again.";

    public IReadOnlyList<string> Problems { get; } = problems;

    private static string Headline(int count) =>
        $"The stack's configuration has {count} problem{(count == 1 ? "" : "s")}; nothing was touched:";
}
