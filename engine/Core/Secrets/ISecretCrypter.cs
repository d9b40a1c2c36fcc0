namespace Engine.Secrets;

/// <summary>Turns text into a ciphertext that may stand in a file, and back.</summary>
internal interface ISecretCrypter
{
    string Encrypt(string plaintext);

    /// <exception cref="EngineException">The ciphertext is damaged or was made with another key.</exception>
    string Decrypt(string ciphertext);
}
