using System.Text;
using Engine.Protocol;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Engine.Providers.Ssh;

/// <summary>
/// How to log in: a private key first, then a password, also where the server asks for it as a question.
/// </summary>
internal sealed record SshCredentials(PrivateKeyFile? Key, string? Password)
{
    /// <exception cref="ProviderException">The private key is unreadable, or an agent is asked for.</exception>
    public static SshCredentials From(SshSettings settings)
    {
        if (settings.AgentSocketPath is not null)
        {
            throw new ProviderException(
                "agentSocketPath: the embedded engine does not use an SSH agent; set privateKey or password");
        }

        return new SshCredentials(
            settings.PrivateKey is { } key ? Parse(key, settings.PrivateKeyPassword) : null, settings.Password);
    }

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

    private static PrivateKeyFile Parse(string text, string? passphrase)
    {
        try
        {
            return new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(text)), passphrase);
        }
        catch (SshPassPhraseNullOrEmptyException e)
        {
            throw new ProviderException("ssh: this private key is passphrase protected", e);
        }
        catch (Exception e) when (e is SshException or NotSupportedException or ArgumentException or FormatException)
        {
            // Whatever the parser says might quote the key.
            throw new ProviderException("ssh: no key found");
        }
    }
}
