using System.Reflection;

namespace Floor.Ssh;

/// <summary>
/// Sends on a channel of SSH.NET's with care for its end. sshd drops the whole connection, whatever else runs on it,
/// for one packet on a channel that both sides have closed; SSH.NET asks whether the channel is open and then sends,
/// while its other thread answers the server's end. Here everything is sent under the lock that this answer takes.
/// Reached by name; the tests against a real server fail if a new version of the library moves something.
/// </summary>
internal sealed class ChannelWriter
{
    private readonly Lock _end;
    private readonly EventWaitHandle _roomChanged;
    private readonly Func<bool> _isOpen;
    private readonly Func<uint> _room;
    private readonly Func<uint> _packetSize;
    private readonly Action<byte[], int, int> _sendData;
    private readonly Action _sendEnd;

    /// <param name="channel">Of any kind that this side opens.</param>
    public ChannelWriter(object channel)
    {
        var type = channel.GetType().BaseType!.BaseType!;
        _end = Field<Lock>(type, "_messagingLock", channel);
        _roomChanged = Field<EventWaitHandle>(type, "_channelServerWindowAdjustWaitHandle", channel);
        Closed = Field<EventWaitHandle>(type, "_channelClosedWaitHandle", channel);
        _isOpen = Method<Func<bool>>(channel, "get_IsOpen");
        _room = Method<Func<uint>>(channel, "get_RemoteWindowSize");
        _packetSize = Method<Func<uint>>(channel, "get_RemotePacketSize");
        _sendData = Method<Action<byte[], int, int>>(channel, "SendData", typeof(byte[]), typeof(int), typeof(int));
        _sendEnd = Method<Action>(channel, "SendEof");
    }

    /// <summary>Set when the server has closed the channel.</summary>
    public WaitHandle Closed { get; }

    /// <summary>A method of a channel, however deep in its ancestry.</summary>
    public static T Method<T>(object channel, string name, params Type[] parameters)
        where T : Delegate
    {
        var method = parameters.Length == 0
            ? channel.GetType().GetMethod(name)
            : channel.GetType().GetMethod(name, parameters);
        return method!.CreateDelegate<T>(channel);
    }

    public static T Field<T>(Type type, string name, object of) =>
        (T)type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(of)!;

    /// <summary>Sends something that is sent at once.</summary>
    /// <returns>Whether the channel was still open.</returns>
    public bool WhileOpen(Action send)
    {
        lock (_end)
        {
            if (!_isOpen())
                return false;
            send();
            return true;
        }
    }

    /// <summary>Sends data, or what there is time for before the end.</summary>
    /// <param name="ends">Any of them is set when nothing more is taken.</param>
    /// <param name="progress">Called when the server has been sent some of it.</param>
    /// <returns>Whether all of it was sent.</returns>
    public bool Write(byte[] data, int count, WaitHandle[] ends, Action? progress = null)
    {
        for (var sent = 0; sent < count; progress?.Invoke())
        {
            var size = 0;
            var open = WhileOpen(() =>
            {
                // Never more than there is room for: the wait for more would keep the lock.
                size = (int)Math.Min(Math.Min(_room(), _packetSize()), count - sent);
                if (size > 0)
                    _sendData(data, sent, size);
            });
            if (!open || (size == 0 && !WaitForRoom(ends)))
                return false;
            sent += size;
        }

        return true;
    }

    public void WriteEnd() => WhileOpen(_sendEnd);

    private bool WaitForRoom(WaitHandle[] ends)
    {
        _roomChanged.Reset();
        return _room() > 0 || WaitHandle.WaitAny([.. ends, _roomChanged]) == ends.Length;
    }
}
