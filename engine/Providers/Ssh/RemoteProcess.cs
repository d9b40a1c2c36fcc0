using System.Text;
using Engine.Protocol;
using Engine.Providers.Command;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Engine.Providers.Ssh;

/// <summary>
/// One command on the other side of a connection, from the opening of its channel to its exit status.
/// </summary>
internal sealed class RemoteProcess(SshConnection connection, OutputRecorder recorder, Action<LogSeverity, string> log)
{
    /// <summary>Runs the command and waits for its end.</summary>
    /// <param name="command">Text for the login shell of the remote user.</param>
    /// <param name="environment">Variables that the server must accept.</param>
    /// <param name="optional">Variables that it may refuse.</param>
    /// <param name="begun">Called when the command may have begun: from then on it must not be run again.</param>
    /// <returns>Null where it ended with status 0, otherwise how it ended.</returns>
    public async Task<string?> RunAsync(
        string command, IEnumerable<KeyValuePair<string, string>> environment,
        IEnumerable<KeyValuePair<string, string>> optional, string stdin, Action begun, CancellationToken cancellation)
    {
        using var ssh = connection.Client.CreateCommand(command);
        SshChannel channel = null!;
        Task execution = null!;
        await AnsweredAsync(
            () =>
            {
                channel = new SshChannel(ssh);
                SetEnvironment(channel, environment, optional);
            },
            cancellation);
        begun();
        await AnsweredAsync(() => execution = ssh.ExecuteAsync(cancellation), cancellation);
        var reading = recorder.ReadAsync(ssh.OutputStream, ssh.ExtendedOutputStream);
        // Not awaited: a command may end without reading its input.
        _ = OnThread(() => WriteInput(ssh, channel, stdin)).ContinueWith(
            writing => writing.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        await WatchAsync(execution, channel);
        await reading;
        await execution;
        return (ssh.ExitStatus, ssh.ExitSignal) switch
        {
            (0, null) => null,
            (null, null) => "wait: remote command exited without exit status or exit signal",
            ({ } status, null) => $"Process exited with status {status}",
            (var status, { } signal) => $"Process exited with status {status ?? 0} from signal {signal}",
        };
    }

    private void SetEnvironment(
        SshChannel channel, IEnumerable<KeyValuePair<string, string>> environment,
        IEnumerable<KeyValuePair<string, string>> optional)
    {
        foreach (var (name, value) in environment)
        {
            if (channel.SetEnvironment(name, value))
                continue;
            log(LogSeverity.Error, Refusal(name));
            throw new ProviderException($"could not set environment variable \"{name}\": ssh: setenv failed");
        }

        foreach (var (name, value) in optional)
        {
            if (!channel.SetEnvironment(name, value))
                log(LogSeverity.Debug, Refusal(name));
        }
    }

    private static string Refusal(string name) =>
        $"Unable to set '{name}'. This only works if your SSH server is configured to accept these variables via " +
        "AcceptEnv. Alternatively, if a Bash-like shell runs the command on the remote host, you could prefix the " +
        "command itself with the variables in the form 'VAR=value command'.";

    private static void WriteInput(SshCommand ssh, SshChannel channel, string stdin)
    {
        if (stdin.Length == 0)
        {
            channel.EndInput();
            return;
        }

        using var input = ssh.CreateInputStream();
        input.Write(Encoding.UTF8.GetBytes(stdin));
    }

    /// <summary>Does something that waits for the server's answer, but not for ever.</summary>
    private async Task AnsweredAsync(Action action, CancellationToken cancellation)
    {
        try
        {
            await OnThread(action).WaitAsync(connection.Liveness.Patience, cancellation);
        }
        catch (TimeoutException)
        {
            throw GiveUp();
        }
    }

    /// <summary>
    /// Waits for the command, and asks a silent server for a sign of life so that a dead one is noticed.
    /// </summary>
    private async Task WatchAsync(Task execution, SshChannel channel)
    {
        var (interval, patience) = connection.Liveness;
        while (await Task.WhenAny(execution, Task.Delay(interval)) != execution)
        {
            var silence = Task.Delay(patience);
            if (await Task.WhenAny(execution, OnThread(channel.Ping), silence) == silence)
                throw GiveUp();
        }
    }

    private SshConnectionException GiveUp()
    {
        connection.Abandon();
        return new SshConnectionException($"no answer for {connection.Liveness.Patience.TotalSeconds:0} seconds");
    }

    private static Task OnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
