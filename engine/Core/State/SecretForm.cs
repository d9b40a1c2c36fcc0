using System.Text.Json;
using Engine.Properties;
using Engine.Secrets;

namespace Engine.State;

/// <summary>How a secret is written: encrypted, in the clear but marked, or not at all.</summary>
internal abstract class SecretForm
{
    /// <summary>Marked, in the clear, under <c>plaintext</c>: an export with --show-secrets.</summary>
    public static readonly SecretForm Plaintext = new PlaintextForm();

    /// <summary>The text <c>[secret]</c> in its place.</summary>
    public static readonly SecretForm Hidden = new HiddenForm();

    private static readonly SecretForm Identity = new CipherForm(static text => text);

    /// <summary>Encrypted, as in a state file.</summary>
    public static SecretForm Encrypted(ISecretCrypter crypter) => new CipherForm(crypter.Encrypt);

    public abstract void Write(Utf8JsonWriter writer, PropertyValue element);

    private static void WriteMarked(Utf8JsonWriter writer, string key, string text)
    {
        writer.WriteStartObject();
        writer.WriteString(Sentinels.Signature, Sentinels.Secret);
        writer.WriteString(key, text);
        writer.WriteEndObject();
    }

    private sealed class CipherForm(Func<string, string> encrypt) : SecretForm
    {
        public override void Write(Utf8JsonWriter writer, PropertyValue element) =>
            WriteMarked(writer, "ciphertext", encrypt(PropertyJson.SecretText(element, Identity)));
    }

    private sealed class PlaintextForm : SecretForm
    {
        public override void Write(Utf8JsonWriter writer, PropertyValue element) =>
            WriteMarked(writer, "plaintext", PropertyJson.SecretText(element, this));
    }

    private sealed class HiddenForm : SecretForm
    {
        public override void Write(Utf8JsonWriter writer, PropertyValue element) =>
            writer.WriteStringValue(SecretValue.Mask);
    }
}
