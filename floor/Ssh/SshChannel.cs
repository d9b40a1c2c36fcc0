using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// The channel of a command, with what the SSH protocol has and SSH.NET keeps to itself: environment variables, the end
/// of an input of which nothing was written, a signal. Reached by name, as its writer is.
/// </summary>
internal sealed class SshChannel
{
    private readonly ChannelWriter _writer;
    private readonly Action _open;
    private readonly Func<string, string, bool> _setEnvironment;
    private readonly Func<string, bool> _signal;

    public SshChannel(SshCommand command)
    {
        var channel = ChannelWriter.Field<object>(typeof(SshCommand), "_channel", command);
        _writer = new ChannelWriter(channel);
        _open = ChannelWriter.Method<Action>(channel, "Open");
        _setEnvironment = ChannelWriter.Method<Func<string, string, bool>>(channel, "SendEnvironmentVariableRequest");
        _signal = ChannelWriter.Method<Func<string, bool>>(channel, "SendSignalRequest");
    }

    /// <summary>Opens the channel of a command that has not been executed yet.</summary>
    public void Open() => _open();

    /// <summary>Whether the server accepted the variable (its AcceptEnv names it); before the command begins.</summary>
    public bool SetEnvironment(string name, string value) => _setEnvironment(name, value);

    /// <summary>Asks the server to signal the command; nothing where it has ended.</summary>
    public void Signal(string name) => _writer.WhileOpen(() => _signal(name));

    /// <summary>Writes all of the input and its end, or what there is time for before the command ends.</summary>
    /// <param name="ended">Set when the command has.</param>
    /// <param name="progress">Called when the server has taken some of it.</param>
    public void WriteInput(byte[] input, WaitHandle ended, Action progress)
    {
        if (_writer.Write(input, input.Length, [ended], progress))
            _writer.WriteEnd();
    }
}
