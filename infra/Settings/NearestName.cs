namespace Enginsight.Infra.Settings;

/// <summary>Finds the name somebody probably meant.</summary>
internal static class NearestName
{
    /// <summary>
    /// The known name with the fewest edits, or null where none is near (more than a third of it differs).
    /// </summary>
    public static string? Of(string name, IEnumerable<string> known) => known
        .Select(candidate => (candidate, edits: Edits(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(match => match.edits <= Math.Max(2, match.candidate.Length / 3))
        .OrderBy(match => match.edits)
        .ThenBy(match => match.candidate, StringComparer.Ordinal)
        .Select(match => match.candidate)
        .FirstOrDefault();

    /// <summary>Levenshtein distance, one row at a time.</summary>
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, substituted);
            }
        }

        return row[^1];
    }
}
