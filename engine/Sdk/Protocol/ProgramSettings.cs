namespace Engine.Protocol;

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
