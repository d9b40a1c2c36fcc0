namespace Enginsight.Infra.Settings;

/// <summary>Two settings of a section that belong together: both are set, or none.</summary>
internal static class PairRule
{
    public static void Check(
        SettingsProblems problems, string section, string firstKey, object? first, string secondKey, object? second)
    {
        if (first is null == second is null)
            return;
        var (set, unset) = first is null ? (secondKey, firstKey) : (firstKey, secondKey);
        problems.Add($"{section}.{unset}", $"is missing; {section}.{set} is set, and the two belong together");
    }
}
