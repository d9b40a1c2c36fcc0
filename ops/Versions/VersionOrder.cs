namespace Enginsight.Ops.Versions;

internal enum VersionChange
{
    Same,
    Upgrade,
    Downgrade,

    /// <summary>Different, and no order can be told, as between latest and 7.17.</summary>
    Other,
}

/// <summary>Which of two image tags is the newer one.</summary>
internal static class VersionOrder
{
    public static VersionChange Between(string old, string @new)
    {
        if (old == @new)
            return VersionChange.Same;
        if (Numbers(old) is not { } before || Numbers(@new) is not { } after)
            return VersionChange.Other;
        for (var i = 0; i < Math.Max(before.Length, after.Length); i++)
        {
            var order = At(after, i).CompareTo(At(before, i));
            if (order != 0)
                return order > 0 ? VersionChange.Upgrade : VersionChange.Downgrade;
        }

        return BySuffix(Suffix(old), Suffix(@new));
    }

    /// <summary>A suffix marks what comes before the release: 7.17.1-rc2 is older than 7.17.1.</summary>
    private static VersionChange BySuffix(string old, string @new) => (old, @new) switch
    {
        ("", "") => VersionChange.Same,
        ("", _) => VersionChange.Downgrade,
        (_, "") => VersionChange.Upgrade,
        _ => VersionChange.Other,
    };

    private static long At(long[] numbers, int i) => i < numbers.Length ? numbers[i] : 0;

    private static long[]? Numbers(string tag)
    {
        var parts = tag.TrimStart('v').Split('-', 2)[0].Split('.');
        var numbers = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], System.Globalization.NumberStyles.None, null, out numbers[i]))
                return null;
        }

        return numbers;
    }

    private static string Suffix(string tag) => tag.Contains('-') ? tag[(tag.IndexOf('-') + 1)..] : "";
}
