using Engine.Sdk;

namespace Pulumi.Command.Remote.Inputs;

/// <summary>How to reach a machine over SSH.</summary>
public sealed class ConnectionArgs : ResourceArgs
{
    public ConnectionArgs()
    {
        DialErrorLimit = 10;
        PerDialTimeout = 15;
        Port = 22;
        User = "root";
    }

    /// <summary>Socket of an SSH agent; the embedded engine supports none and says so.</summary>
    [Input("agentSocketPath")] public Input<string>? AgentSocketPath { get; set; }

    /// <summary>Failed attempts to connect that are forgiven; 10 by default, -1 for any number.</summary>
    [Input("dialErrorLimit")] public Input<int>? DialErrorLimit { get; set; }

    /// <summary>Name or address.</summary>
    [Input("host", required: true)] public Input<string> Host { get; set; } = null!;

    /// <summary>
    /// The key the server must show, as one line of an authorized_keys file; any key is accepted without it.
    /// </summary>
    [Input("hostKey")] public Input<string>? HostKey { get; set; }

    /// <summary>Password to log in with, after the key.</summary>
    [field: Input("password")] public Input<string>? Password { get; set => field = SecretInput.Of(value); }

    /// <summary>Seconds for one attempt; 15 by default, 0 for no limit.</summary>
    [Input("perDialTimeout")] public Input<int>? PerDialTimeout { get; set; }

    /// <summary>22 by default.</summary>
    [Input("port")] public Input<double>? Port { get; set; }

    /// <summary>Text of the private key to log in with.</summary>
    [field: Input("privateKey")] public Input<string>? PrivateKey { get; set => field = SecretInput.Of(value); }

    /// <summary>Passphrase of the private key.</summary>
    [field: Input("privateKeyPassword")]
    public Input<string>? PrivateKeyPassword { get; set => field = SecretInput.Of(value); }

    /// <summary>A host to go through.</summary>
    [Input("proxy")] public Input<ProxyConnectionArgs>? Proxy { get; set; }

    /// <summary>root by default.</summary>
    [Input("user")] public Input<string>? User { get; set; }
}

/// <summary>How to reach the host that a connection goes through.</summary>
public sealed class ProxyConnectionArgs : ResourceArgs
{
    public ProxyConnectionArgs()
    {
        DialErrorLimit = 10;
        PerDialTimeout = 15;
        Port = 22;
        User = "root";
    }

    [Input("agentSocketPath")] public Input<string>? AgentSocketPath { get; set; }
    [Input("dialErrorLimit")] public Input<int>? DialErrorLimit { get; set; }
    [Input("host", required: true)] public Input<string> Host { get; set; } = null!;
    [Input("hostKey")] public Input<string>? HostKey { get; set; }
    [field: Input("password")] public Input<string>? Password { get; set => field = SecretInput.Of(value); }
    [Input("perDialTimeout")] public Input<int>? PerDialTimeout { get; set; }
    [Input("port")] public Input<double>? Port { get; set; }
    [field: Input("privateKey")] public Input<string>? PrivateKey { get; set => field = SecretInput.Of(value); }
    [field: Input("privateKeyPassword")]
    public Input<string>? PrivateKeyPassword { get; set => field = SecretInput.Of(value); }
    [Input("user")] public Input<string>? User { get; set; }
}
