using System.Security.Cryptography;
using System.Text;

namespace Engine.Secrets;

/// <summary>AES-256-GCM in Pulumi's text form: <c>v1:base64(nonce):base64(ciphertext and tag)</c>.</summary>
internal sealed class SecretBox(byte[] key) : ISecretCrypter
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public string Encrypt(string plaintext)
    {
        var clear = Encoding.UTF8.GetBytes(plaintext);
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var sealedText = new byte[clear.Length + TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, clear, sealedText.AsSpan(0, clear.Length), sealedText.AsSpan(clear.Length));
        return $"v1:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedText)}";
    }

    public string Decrypt(string ciphertext) =>
        TryDecrypt(ciphertext, out var plaintext)
            ? plaintext
            : throw new EngineException(
                "failed to decrypt: the ciphertext is damaged or was made with another passphrase");

    /// <summary>Whether the ciphertext was made with this key; a malformed one was not.</summary>
    public bool TryDecrypt(string ciphertext, out string plaintext)
    {
        plaintext = "";
        try
        {
            var parts = ciphertext.Split(':');
            if (parts is not ["v1", var nonceText, var sealedBase64])
                return false;
            var nonce = Convert.FromBase64String(nonceText);
            var sealedText = Convert.FromBase64String(sealedBase64);
            if (nonce.Length != NonceLength || sealedText.Length < TagLength)
                return false;
            var clear = new byte[sealedText.Length - TagLength];
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(nonce, sealedText.AsSpan(0, clear.Length), sealedText.AsSpan(clear.Length), clear);
            plaintext = Encoding.UTF8.GetString(clear);
            return true;
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
