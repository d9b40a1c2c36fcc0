using Engine.Sdk;

namespace Pulumi.Command.Remote.Inputs;

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
