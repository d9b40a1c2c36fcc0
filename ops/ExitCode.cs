using Enginsight.Infra.Settings;

namespace Enginsight.Ops;

/// <summary>Exit codes of the tools that check something.</summary>
internal static class ExitCode
{
    /// <summary>Nothing was found.</summary>
    public const int Good = 0;

    /// <summary>Something was found that somebody has to see to.</summary>
    public const int Found = 1;

    /// <summary>The check could not be made, or not on every VM.</summary>
    public const int CannotRun = 2;

    /// <summary>Runs a check whose errors must not look like a finding.</summary>
    public static async Task<int> OfAsync(Func<Task<int>> check)
    {
        try
        {
            return await check();
        }
        catch (Exception e) when (e is OpsException or SettingsException)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return CannotRun;
        }
    }
}
