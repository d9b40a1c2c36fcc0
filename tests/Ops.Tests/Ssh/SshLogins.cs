using Enginsight.Infra.Settings;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Tests.Ssh;

/// <summary>How the tools log in to the tests' sshd.</summary>
internal static class SshLogins
{
    public static VmLogin Login(this SshServer server) => new(
        "app1", "127.0.0.1", server.Port, Environment.UserName, new SecretText(server.PrivateKey), null,
        server.HostKey);
}
