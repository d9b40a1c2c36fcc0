using System.Text.Encodings.Web;
using System.Text.Json;
using Engine.Properties;

namespace Engine.Workspace;

/// <summary>Replaces the secrets of the configuration in whatever is shown.</summary>
internal sealed class SecretFilter
{
    private readonly string[] _texts;

    /// <param name="secrets">Texts to hide. Too common ones (under three characters, true, false) stay visible.</param>
    public SecretFilter(IEnumerable<string> secrets)
    {
        var texts = new HashSet<string>();
        foreach (var secret in secrets.Where(text => text is not (null or { Length: < 3 } or "true" or "false")))
        {
            texts.Add(secret);
            texts.Add(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret));
            texts.Add(JsonEncodedText.Encode(secret).ToString());
        }
        // The longest first: a secret that holds another one is to vanish as a whole.
        _texts = [.. texts.OrderByDescending(text => text.Length)];
    }

    public string Apply(string text) =>
        _texts.Aggregate(text, (masked, secret) => masked.Replace(secret, SecretValue.Mask, StringComparison.Ordinal));
}
