using Engine.Properties;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Command;

/// <summary>How a program writes its connection to the tests' sshd.</summary>
internal static class SshConnections
{
    public static PropertyValue Connection(
        this SshServer server, params (string Name, PropertyValue Value)[] others)
    {
        var connection = Map(
            ("host", "127.0.0.1"), ("port", server.Port), ("user", Environment.UserName),
            ("privateKey", Secret(server.PrivateKey)), ("hostKey", server.HostKey), ("dialErrorLimit", 2),
            ("perDialTimeout", 10));
        return Secret(new ObjectValue(connection.Merge(Map(others))));
    }
}
