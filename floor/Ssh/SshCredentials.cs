using System.Text;
using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// How to log in: a private key first, then a password, also where the server asks for it as a question.
/// </summary>
internal sealed record SshCredentials(PrivateKeyFile? Key, string? Password)
{
    /// <exception cref="SshFailureException">The private key cannot be used.</exception>
    public static SshCredentials Of(SshTarget target) => new(
        target.PrivateKey is { } key ? Read(key, target.PrivateKeyPassword) : null, target.Password);

    public AuthenticationMethod[] Methods(string user)
    {
        var methods = new List<AuthenticationMethod>();
        if (Key is not null)
            methods.Add(new PrivateKeyAuthenticationMethod(user, Key));
        if (Password is not null)
        {
            methods.Add(new PasswordAuthenticationMethod(user, Password));
            var asked = new KeyboardInteractiveAuthenticationMethod(user);
            asked.AuthenticationPrompt += (_, e) =>
            {
                foreach (var prompt in e.Prompts)
                    prompt.Response = Password;
            };
            methods.Add(asked);
        }

        return methods.Count > 0 ? [.. methods] : [new NoneAuthenticationMethod(user)];
    }

    private static PrivateKeyFile Read(string text, string? passphrase)
    {
        try
        {
            return new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(text)), passphrase);
        }
        catch (Exception)
        {
            // Of whatever type: the parsers have no list of theirs. What they say might quote the key, so it goes no
            // further. What a key should look like is said where it is set.
            throw new SshFailureException(
                SshFailureKind.Settings,
                string.IsNullOrEmpty(passphrase)
                    ? "the private key cannot be read, or has a passphrase and privateKeyPassword is not set"
                    : "the private key cannot be read, or does not open with privateKeyPassword");
        }
    }
}
