using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Cutover;

/// <summary>Whether the program will get onto a VM, and onto the right one.</summary>
internal static class AccessChecks
{
    public static Finding Unreachable(string reason) => Finding.Blocker("reachable", reason);

    /// <param name="sudoError">What sudo said when it refused; null where it did not.</param>
    public static IEnumerable<Finding> Of(VmLogin login, Facts facts, string? sudoError)
    {
        yield return Finding.Ok("reachable", $"{login.User}@{login.Host}:{login.Port}");
        yield return sudoError is null
            ? Finding.Ok("root", login.User == "root" ? "logs in as root" : $"{login.User} may use sudo")
            : Finding.Blocker("root", $"sudo refuses {login.User} ({sudoError}); set ssh.sudoPassword, or "
                + $"echo '{login.User} ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/{login.User}");
        if (sudoError is not null)
            yield break;
        yield return login.HostKey is not null
            ? Finding.Ok("host key", "the pinned one")
            : Finding.Warning("host key", "not pinned, so another machine could pose as this one; "
                + $"compare on its console, then set hostKey: {facts["host-key"] ?? "(the VM has no ed25519 key)"}");
    }
}
