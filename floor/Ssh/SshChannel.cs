using System.Reflection;
using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// The channel of a command, with what the SSH protocol has and SSH.NET keeps to itself: environment variables, the end
/// of an input of which nothing was written, a signal, and above all care for the channel's end. sshd drops the whole
/// connection, whatever else runs on it, for one packet on a channel that both sides have closed; SSH.NET asks whether
/// the channel is open and then sends, while its other thread answers the server's end. Here everything is sent under
/// the lock that this answer takes. Reached by name; the tests against a real server fail if a new version of the
/// library moves something.
/// </summary>
internal sealed class SshChannel
{
    private readonly Lock _end;
    private readonly EventWaitHandle _roomChanged;
    private readonly Func<bool> _isOpen;
    private readonly Func<uint> _room;
    private readonly Func<uint> _packetSize;
    private readonly Action _open;
    private readonly Action<byte[], int, int> _sendData;
    private readonly Action _sendEnd;
    private readonly Func<string, string, bool> _setEnvironment;
    private readonly Func<string, bool> _signal;

    public SshChannel(SshCommand command)
    {
        var channel = Field<object>(typeof(SshCommand), "_channel", command);
        var type = channel.GetType().BaseType!.BaseType!;
        _end = Field<Lock>(type, "_messagingLock", channel);
        _roomChanged = Field<EventWaitHandle>(type, "_channelServerWindowAdjustWaitHandle", channel);
        _isOpen = Method<Func<bool>>("get_IsOpen");
        _room = Method<Func<uint>>("get_RemoteWindowSize");
        _packetSize = Method<Func<uint>>("get_RemotePacketSize");
        _open = Method<Action>("Open");
        _sendData = Method<Action<byte[], int, int>>("SendData", typeof(byte[]), typeof(int), typeof(int));
        _sendEnd = Method<Action>("SendEof");
        _setEnvironment = Method<Func<string, string, bool>>("SendEnvironmentVariableRequest");
        _signal = Method<Func<string, bool>>("SendSignalRequest");

        T Method<T>(string name, params Type[] parameters)
            where T : Delegate
        {
            var method = parameters.Length == 0
                ? channel.GetType().GetMethod(name)
                : channel.GetType().GetMethod(name, parameters);
            return method!.CreateDelegate<T>(channel);
        }
    }

    /// <summary>Opens the channel of a command that has not been executed yet.</summary>
    public void Open() => _open();

    /// <summary>Whether the server accepted the variable (its AcceptEnv names it); before the command begins.</summary>
    public bool SetEnvironment(string name, string value) => _setEnvironment(name, value);

    /// <summary>Asks the server to signal the command; nothing where it has ended.</summary>
    public void Signal(string name) => WhileOpen(() => _signal(name));

    /// <summary>Writes all of the input and its end, or what there is time for before the command ends.</summary>
    /// <param name="ended">Set when the command has.</param>
    /// <param name="progress">Called when the server has taken some of it.</param>
    public void WriteInput(byte[] input, WaitHandle ended, Action progress)
    {
        for (var sent = 0; sent < input.Length; progress())
        {
            var size = 0;
            var open = WhileOpen(() =>
            {
                // Never more than there is room for: the wait for more would keep the lock.
                size = (int)Math.Min(Math.Min(_room(), _packetSize()), input.Length - sent);
                if (size > 0)
                    _sendData(input, sent, size);
            });
            if (!open || (size == 0 && !WaitForRoom(ended)))
                return;
            sent += size;
        }

        WhileOpen(_sendEnd);
    }

    private bool WaitForRoom(WaitHandle ended)
    {
        _roomChanged.Reset();
        return _room() > 0 || WaitHandle.WaitAny([ended, _roomChanged]) != 0;
    }

    private bool WhileOpen(Action send)
    {
        lock (_end)
        {
            if (!_isOpen())
                return false;
            send();
            return true;
        }
    }

    private static T Field<T>(Type type, string name, object of) =>
        (T)type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(of)!;
}
