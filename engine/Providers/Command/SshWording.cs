using System.Net.Sockets;
using Floor.Ssh;
using Renci.SshNet.Common;

namespace Engine.Providers.Command;

/// <summary>Failures of connections in the words of the real provider, where it has words for them.</summary>
internal static class SshWording
{
    /// <summary>Why an attempt to connect failed.</summary>
    public static string OfAttempt(SshFailureException failure) => (failure.Kind, failure.InnerException) switch
    {
        (SshFailureKind.HostKey, _) => "ssh: handshake failed: ssh: host key mismatch",
        (SshFailureKind.Login, _) =>
            "ssh: handshake failed: ssh: unable to authenticate, attempted methods "
            + $"[none{Tried("publickey", failure.Target?.PrivateKey)}{Tried("password", failure.Target?.Password)}], "
            + "no supported methods remain",
        (_, SocketException) => $"dial tcp {failure.Target?.Host}:{failure.Target?.Port}: {failure.Message}",
        (_, SshOperationTimeoutException) => $"dial tcp {failure.Target?.Host}:{failure.Target?.Port}: i/o timeout",
        _ => $"ssh: {failure.Message}",
    };

    /// <summary>Why nothing was run, or what is known about what was.</summary>
    public static string Of(SshFailureException failure) => (failure.AtProxy ? "proxy: " : "") + failure.Kind switch
    {
        SshFailureKind.Settings => $"ssh: {failure.Message}",
        SshFailureKind.HostKey or SshFailureKind.Login or SshFailureKind.Unreachable or SshFailureKind.Forbidden =>
            $"after {failure.FailedBefore} failed attempts: {OfAttempt(failure)}",
        _ when failure.HadBegun =>
            $"the connection to {failure.Target} broke while the command ran, which may still run there: "
            + failure.Message,
        _ => $"the connection to {failure.Target} broke before the command began: {failure.Message}",
    };

    private static string Tried(string method, string? credential) => credential is null ? "" : $" {method}";
}
