using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Engine.Secrets;

/// <summary>
/// Pulumi's passphrase secrets provider for one salt. The passphrase is asked for and the key derived (some tenths of
/// a second) only when the first secret is touched, and once per process.
/// </summary>
internal sealed class PassphraseSecrets : ISecretCrypter
{
    private const int Iterations = 1_000_000;
    private const string Proof = "pulumi";

    private static readonly ConcurrentDictionary<(string Passphrase, string Salt), Lazy<SecretBox>> Boxes = new();

    private readonly Lazy<SecretBox> _box;

    /// <param name="salt">Text of <c>encryptionsalt</c>: version, base64 salt and the encrypted proof.</param>
    /// <param name="passphrase">Asked at most once, when it is needed.</param>
    public PassphraseSecrets(string salt, Func<string> passphrase)
    {
        Salt = salt;
        _box = new Lazy<SecretBox>(() => Open(salt, passphrase()));
    }

    /// <summary>The salt text, as it stands in the stack file and in the state.</summary>
    public string Salt { get; }

    /// <summary>A provider with a new random salt.</summary>
    public static PassphraseSecrets Create(string passphrase)
    {
        var salt = Convert.ToBase64String(RandomNumberGenerator.GetBytes(8));
        return new PassphraseSecrets($"v1:{salt}:{Box(passphrase, salt).Encrypt(Proof)}", () => passphrase);
    }

    /// <summary>Asks for the passphrase and checks it now.</summary>
    /// <exception cref="EngineException">The passphrase is missing or wrong.</exception>
    public void Verify() => _ = _box.Value;

    public string Encrypt(string plaintext) => _box.Value.Encrypt(plaintext);

    public string Decrypt(string ciphertext) => _box.Value.Decrypt(ciphertext);

    private static SecretBox Open(string saltText, string passphrase)
    {
        if (saltText.Split(':', 3) is not ["v1", var salt, var proof])
            throw Unusable("malformed encryption salt");
        return Box(passphrase, salt) is var box && box.TryDecrypt(proof, out var text) && text == Proof
            ? box
            : throw Unusable("incorrect passphrase");
    }

    private static SecretBox Box(string passphrase, string salt) =>
        Boxes.GetOrAdd(
            (passphrase, salt), static key => new Lazy<SecretBox>(() => Derive(key.Passphrase, key.Salt))).Value;

    private static SecretBox Derive(string passphrase, string salt)
    {
        var bytes = new byte[salt.Length];
        if (!Convert.TryFromBase64String(salt, bytes, out var length))
            throw Unusable("malformed encryption salt");
        return new SecretBox(Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(passphrase), bytes.AsSpan(0, length), Iterations, HashAlgorithmName.SHA256, 32));
    }

    private static EngineException Unusable(string reason) => new(Passphrase.ErrorPrefix + reason);
}
