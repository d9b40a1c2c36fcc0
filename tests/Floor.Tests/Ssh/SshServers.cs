using Floor.Ssh;
using Renci.SshNet;

namespace Floor.Tests.Ssh;

/// <summary>How the tests log in to their sshd.</summary>
internal static class SshServers
{
    public static readonly DialPatience Once = new(0, TimeSpan.FromSeconds(60));

    public static SshTarget Target(this SshServer server) => new(
        "127.0.0.1", server.Port, Environment.UserName, server.PrivateKey, null, null, server.HostKey, null);

    /// <summary>A connection that belongs to the test alone.</summary>
    public static async Task<SshConnection> ConnectAsync(this SshServer server, SshLiveness? liveness = null)
    {
        var (client, underneath) = await SshDialer.DialAsync(
            server.Target(), Once, info => new SshClient(info), null, CancellationToken.None);
        return new SshConnection(client, underneath, liveness ?? SshLiveness.Default);
    }

    /// <summary>Runs a command on a connection; what it printed.</summary>
    public static async Task<(SshExit Exit, string Output)> RunAsync(
        this SshConnection connection, string command, string stdin = "", Action? begun = null,
        CancellationToken cancellation = default)
    {
        var output = "";
        var exit = await new SshProcess(connection, cancellation).RunAsync(
            command, stdin, _ => Task.CompletedTask, begun ?? (() => { }), async (stdout, stderr) =>
            {
                var texts = await Task.WhenAll(ReadAsync(stdout), ReadAsync(stderr));
                output = string.Concat(texts);
            });
        return (exit, output);
    }

    /// <summary>Runs a command on a connection of the pool.</summary>
    public static Task<(SshExit Exit, string Output)> RunAsync(
        this SshConnectionPool pool, SshTarget target, string command, DialPatience? patience = null,
        Action<SshFailureException>? failed = null) =>
        pool.UseAsync(
            target, patience ?? Once, failed, (connection, begun) => connection.RunAsync(command, "", begun),
            CancellationToken.None);

    private static Task<string> ReadAsync(Stream stream) => OwnThread.RunAsync(() =>
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
