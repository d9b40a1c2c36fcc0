using System.Text.Encodings.Web;
using System.Text.Json;
using Engine.Properties;
using Floor;

namespace Engine.Workspace;

/// <summary>Replaces the secrets of the configuration in whatever is shown.</summary>
internal sealed class SecretFilter
{
    private readonly KnownSecrets _known;

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
        _known = new KnownSecrets(texts, SecretValue.Mask);
    }

    public string Apply(string text) => _known.Hide(text);
}
