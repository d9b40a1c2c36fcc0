namespace Floor;

/// <summary>Takes texts that nobody is to see out of whatever is shown.</summary>
/// <param name="texts">What is to be hidden; empty ones are left out.</param>
/// <param name="mask">What is shown in their place.</param>
internal sealed class KnownSecrets(IEnumerable<string> texts, string mask)
{
    /// <summary>The longest first: a secret that holds another one is to vanish as a whole.</summary>
    private readonly string[] _texts =
        [.. texts.Where(text => text.Length > 0).Distinct().OrderByDescending(text => text.Length)];

    public string Hide(string text) =>
        _texts.Aggregate(text, (masked, secret) => masked.Replace(secret, mask, StringComparison.Ordinal));
}
