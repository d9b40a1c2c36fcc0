using System.Text.Json;
using Engine.Protocol;

namespace Engine.Runs;

/// <summary>
/// The environment variables that Pulumi's language host gives a program. The SDK here needs none of them; a program
/// may read them, as it may the real ones.
/// </summary>
internal static class ProgramEnvironment
{
    public static void Publish(ProgramSettings settings)
    {
        Set("PULUMI_ORGANIZATION", settings.Organization);
        Set("PULUMI_PROJECT", settings.Project);
        Set("PULUMI_STACK", settings.Stack);
        Set("PULUMI_ROOT_DIRECTORY", settings.RootDirectory);
        Set("PULUMI_DRY_RUN", settings.DryRun ? "true" : "false");
        Set("PULUMI_CONFIG", JsonSerializer.Serialize(settings.Config));
        Set("PULUMI_CONFIG_SECRET_KEYS", JsonSerializer.Serialize(settings.ConfigSecretKeys));
    }

    private static void Set(string name, string value) => Environment.SetEnvironmentVariable(name, value);
}
