using System.Text;

namespace Floor.Ssh;

/// <summary>How a command ended; both null where the server did not say.</summary>
internal sealed record SshExit(int? Status, string? Signal);

/// <summary>
/// One command on the other side of a connection, from the opening of its channel to its exit status.
/// </summary>
internal sealed class SshProcess(SshConnection connection, CancellationToken cancellation)
{
    private static readonly TimeSpan GraceOfCancelled = TimeSpan.FromMilliseconds(500);

    /// <summary>Sets a variable of the command's environment; false where the server does not accept it.</summary>
    public delegate Task<bool> SetVariable(string name, string value);

    /// <summary>Runs the command and waits for its end.</summary>
    /// <param name="command">Text for the login shell of the remote user.</param>
    /// <param name="prepare">Sets the variables.</param>
    /// <param name="begun">Called when the command may have begun: from then on it must not be run again.</param>
    /// <param name="read">Reads both streams to their ends.</param>
    /// <exception cref="SshFailureException">The server did not run it, or nobody knows how it ended.</exception>
    /// <exception cref="OperationCanceledException">It was told to end, and may not have.</exception>
    public async Task<SshExit> RunAsync(
        string command, string stdin, Func<SetVariable, Task> prepare, Action begun, Func<Stream, Stream, Task> read)
    {
        var (ssh, channel) = await connection.AnsweredAsync(
            () =>
            {
                var created = connection.Client.CreateCommand(command);
                var opened = new SshChannel(created);
                opened.Open();
                return (created, opened);
            },
            cancellation);
        try
        {
            await prepare((name, value) => connection.AnsweredAsync(
                () => channel.SetEnvironment(name, value), cancellation));
            begun();
            var execution = await connection.AnsweredAsync(() => ssh.ExecuteAsync(), cancellation);
            var reading = read(
                new HeardStream(ssh.OutputStream, connection), new HeardStream(ssh.ExtendedOutputStream, connection));
            // Not awaited: it ends with the command, and its failure is the command's.
            OwnThread.Forget(() => channel.WriteInput(
                Encoding.UTF8.GetBytes(stdin), ((IAsyncResult)execution).AsyncWaitHandle, connection.Heard));
            await EndAsync(execution, channel);
            await reading;
            return new SshExit(ssh.ExitStatus, ssh.ExitSignal);
        }
        finally
        {
            if (connection.Broken)
                OwnThread.Forget(ssh.Dispose);
            else
                ssh.Dispose();
        }
    }

    private async Task EndAsync(Task execution, SshChannel channel)
    {
        try
        {
            await connection.WatchAsync(execution, cancellation);
        }
        catch (OperationCanceledException) when (!connection.Broken)
        {
            OwnThread.Forget(() => channel.Signal("TERM"));
            await Task.WhenAny(execution, Task.Delay(GraceOfCancelled, CancellationToken.None));
            throw;
        }
    }
}
