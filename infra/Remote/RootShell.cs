using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Remote;

/// <summary>How a command that stands in "$@" becomes root's, in the login shell of a VM.</summary>
internal static class RootShell
{
    private const string Direct = "if [ \"$(id -u)\" -eq 0 ]; then ";

    /// <summary>
    /// With a password, which is the first line of the standard input and never in an argument: sudo reads it, or where
    /// sudo does not ask, the shell. Nothing of what follows is read by either.
    /// </summary>
    /// <param name="password">What sudo asks for; null where it asks for nothing.</param>
    public static string Exec(SecretText? password) => password is null
        ? Direct + "exec \"$@\"; else exec sudo -n \"$@\"; fi"
        : Direct + "IFS= read -r _; exec \"$@\"; fi\n"
            + "if sudo -n true 2>/dev/null; then IFS= read -r _; exec sudo -n \"$@\"; fi\n"
            + "exec sudo -k -S -p '' \"$@\"";

    /// <summary>What has to stand before the command's own standard input.</summary>
    public static string Input(SecretText? password) => password is null ? "" : password.Reveal() + "\n";
}
