namespace Engine.Protocol;

/// <summary>
/// The program as the engine sees it: something to run against a monitor. Deployment.RunAsync hands one to the command
/// line, which runs it for the verbs that need the program (preview, up) and not for the others.
/// </summary>
/// <param name="RunAsync">
/// Runs the program once to its end, with the given monitor and settings in its asynchronous context. Returns 0, or 1
/// when an error was logged, or 32 when the failure was reported already.
/// </param>
internal sealed record ProgramHost(Func<IMonitor, ProgramSettings, Task<int>> RunAsync);

/// <summary>What a program knows of its surroundings: Pulumi's PULUMI_* environment of a program.</summary>
internal sealed record ProgramSettings
{
    public required string Project { get; init; }

    public required string Stack { get; init; }

    public string Organization { get; init; } = "organization";

    public required string RootDirectory { get; init; }

    public required bool DryRun { get; init; }

    /// <summary>Full key (namespace:name) to decrypted text; lists and maps as compact JSON.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> ConfigSecretKeys { get; init; } = [];
}
