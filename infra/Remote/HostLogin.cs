using Pulumi;
using Pulumi.Command.Remote.Inputs;

namespace Enginsight.Infra.Remote;

/// <summary>How to log in to a VM, as the text that bundle/bring reads from its standard input.</summary>
internal static class HostLogin
{
    public static Output<string> Of(RemoteHost host) => host.Connection.ToOutput().Apply(connection =>
    {
        var login = Text("vm", connection.Host, connection.Port, connection.User, connection.PrivateKey,
            connection.PrivateKeyPassword, connection.HostKey);
        return connection.Proxy is not { } through
            ? login
            : Output.Tuple(login, through.ToOutput().Apply(proxy => Text("proxy", proxy.Host, proxy.Port, proxy.User,
                proxy.PrivateKey, proxy.PrivateKeyPassword, proxy.HostKey))).Apply(both => both.Item1 + both.Item2);
    });

    private static Output<string> Text(
        string name, Input<string>? host, Input<double>? port, Input<string>? user, Input<string>? privateKey,
        Input<string>? privateKeyPassword, Input<string>? hostKey)
    {
        var text = Output.Create("");
        foreach (var (key, value) in new[]
        {
            ("host", host?.ToOutput()), ("port", port?.ToOutput().Apply(number => $"{(int)number}")),
            ("user", user?.ToOutput()), ("privateKey", privateKey?.ToOutput()),
            ("privateKeyPassword", privateKeyPassword?.ToOutput()), ("hostKey", hostKey?.ToOutput()),
        })
        {
            if (value is not null)
            {
                text = Output.Tuple(text, value).Apply(both =>
                    both.Item1 + new FileBundle().AddSecret($"{name}-{key}", both.Item2));
            }
        }

        return text;
    }
}
