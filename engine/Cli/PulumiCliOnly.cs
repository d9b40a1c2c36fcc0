namespace Engine.Cli;

/// <summary>What the Pulumi CLI has and this engine has not: to be told apart from a slip of the hand.</summary>
internal static class PulumiCliOnly
{
    private static readonly HashSet<string> Words =
    [
        "about", "console", "convert", "edit", "env", "gen-completion", "graph", "history", "import", "install", "login",
        "logout", "logs", "move", "new", "org", "package", "plugin", "policy", "protect", "repair", "schema", "tag",
        "taint", "unselect", "untaint", "upgrade", "watch", "whoami",
        "--import-file", "--output", "--plan", "--replace", "--run-program", "--save-plan", "--target-replace",
    ];

    /// <summary>Which of the words that could not be understood it knows, and what to do; null for none.</summary>
    public static string? Advice(IEnumerable<string> words) =>
        words.Select(word => word.Split('=')[0]).FirstOrDefault(Words.Contains) is { } word
            ? $"'{word}' is the Pulumi CLI's, this engine does without. The stack's state and files are Pulumi's own: "
                + "where the CLI is installed, `pulumi` does it on the same PULUMI_BACKEND_URL"
            : null;
}
