using System.Text.Json;
using Engine.Protocol;
using Pulumi.Testing;

namespace Engine.Sdk;

/// <summary>Settings of a unit test: its options, and configuration from the environment as the real SDK's.</summary>
internal static class TestConfig
{
    public static ProgramSettings ToSettings(TestOptions? options) => new()
    {
        Project = options?.ProjectName ?? "project",
        Stack = options?.StackName ?? "stack",
        Organization = options?.OrganizationName ?? "organization",
        RootDirectory = options?.RootDirectory ?? Environment.CurrentDirectory,
        DryRun = options?.IsPreview ?? true,
        Config = (Read<Dictionary<string, string>>("PULUMI_CONFIG") ?? [])
            .ToDictionary(item => Normal(item.Key), item => item.Value),
        ConfigSecretKeys = Read<string[]>("PULUMI_CONFIG_SECRET_KEYS") ?? [],
    };

    private static T? Read<T>(string variable)
        where T : class => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? JsonSerializer.Deserialize<T>(text)
            : null;

    // An old spelling of keys: namespace:config:name.
    private static string Normal(string key) =>
        key.Split(':', 3) is [var space, "config", var name] ? $"{space}:{name}" : key;
}
