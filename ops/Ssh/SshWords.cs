using Floor.Ssh;

namespace Enginsight.Ops.Ssh;

/// <summary>What went wrong with a connection, after the name of the host that it happened with.</summary>
internal static class SshWords
{
    public static string Describe(SshFailureException e) => e.Kind switch
    {
        SshFailureKind.HostKey =>
            "shows another host key than the pinned one; check it on the VM's console before you change hostKey",
        SshFailureKind.Login => "refuses the login; is the public key in the user's authorized_keys?",
        SshFailureKind.Unreachable when e.IsTimeout => "does not answer",
        SshFailureKind.Unreachable => $"cannot be reached: {e.Message}",
        _ when e.HadBegun => $"the connection broke while a command ran, which may still run there: {e.Message}",
        _ when e.IsLoss => $"the connection broke: {e.Message}",
        _ => e.Message,
    };
}
