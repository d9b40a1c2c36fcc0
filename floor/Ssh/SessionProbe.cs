using Renci.SshNet;
using Renci.SshNet.Common;

namespace Floor.Ssh;

/// <summary>
/// A question that every live server answers: may there be another session? A refusal is an answer too, of a server
/// that is full, or of a bastion that grants none at all. SSH.NET's own keep-alive messages ask for no answer.
/// </summary>
internal static class SessionProbe
{
    /// <summary>Returns when the server has answered.</summary>
    public static void Ask(SshClient client)
    {
        using var command = client.CreateCommand("true");
        try
        {
            new SshChannel(command).Open();
        }
        catch (SshException e) when (SshFailureException.OfUse(e).Kind is SshFailureKind.Sessions)
        {
            // Answered.
        }
    }
}
