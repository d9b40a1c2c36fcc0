using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// How to log in: a private key first, then a password, also where the server asks for it as a question.
/// </summary>
internal sealed record SshCredentials(PrivateKeyFile? Key, string? Password)
{
    /// <exception cref="SshFailureException">The private key cannot be used.</exception>
    public static SshCredentials Of(SshTarget target) => new(
        target.PrivateKey is { } key ? PrivateKeyText.Read(key, target.PrivateKeyPassword) : null, target.Password);

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
}
