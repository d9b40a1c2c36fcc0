using System.Net.Sockets;
using System.Reflection;
using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>
/// A connection that the server makes for us to some address (direct-tcpip), on a channel of ours. SSH.NET has it behind
/// a listening port only, ForwardedPortLocal: that one lets two connections that come at the same moment wait for each
/// other's end, keeps a shared thread for each, tells nobody why one does not come about, and is open to every user of
/// this machine. Reached by name, as its writer is.
/// </summary>
internal sealed class DirectChannel : IDisposable
{
    private const uint Prohibited = 1;
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly Type Session = typeof(BaseClient).Assembly.GetType("Renci.SshNet.ISession", true)!;

    /// <summary>Stands where SSH.NET wants to hear of the end of a listening port. There is none.</summary>
    private readonly ForwardedPortLocal _never = new("127.0.0.1", "127.0.0.1", 1);

    private readonly object _channel;
    private readonly ChannelWriter _writer;
    private SshFailureException? _refusal;

    /// <exception cref="SshFailureException">The connection to the server has ended.</exception>
    public DirectChannel(SshClient server)
    {
        var session = typeof(BaseClient).GetProperty("Session", Own)!.GetValue(server)
            ?? throw new SshFailureException(SshFailureKind.Lost, "the connection has ended");
        _channel = Session.GetMethod("CreateChannelDirectTcpip")!
            .Invoke(session, BindingFlags.DoNotWrapExceptions, null, null, null)!;
        _writer = new ChannelWriter(_channel);
        ConnectionEnded = (WaitHandle)Session.GetProperty("MessageListenerCompleted")!.GetValue(session)!;
        var failed = _channel.GetType().GetEvent("OpenFailed")!;
        failed.AddEventHandler(_channel, ((EventHandler)Refused).Method.CreateDelegate(failed.EventHandlerType!, this));
    }

    /// <summary>Set when the connection to the server has ended. Where this side gave it up, no channel is told.</summary>
    public WaitHandle ConnectionEnded { get; }

    /// <summary>Has the server connect, and give what comes back to a socket.</summary>
    /// <exception cref="SshFailureException">It does not.</exception>
    public void Open(string host, int port, Socket back)
    {
        try
        {
            _channel.GetType().GetMethod("Open")!.Invoke(
                _channel, BindingFlags.DoNotWrapExceptions, null, [host, (uint)port, _never, back], null);
        }
        catch (Exception e)
        {
            throw new SshFailureException(SshFailureKind.Lost, e.Message, e);
        }

        if (_refusal is not null)
            throw _refusal;
    }

    /// <returns>Whether the server took all of it.</returns>
    public bool Write(byte[] data, int count) => _writer.Write(data, count, [_writer.Closed, ConnectionEnded]);

    public void Dispose()
    {
        ((IDisposable)_channel).Dispose();
        _never.Dispose();
    }

    private void Refused(object? sender, EventArgs e)
    {
        var reason = (uint)e.GetType().GetProperty("ReasonCode", Own)!.GetValue(e)!;
        var said = (string)e.GetType().GetProperty("Description", Own)!.GetValue(e)!;
        _refusal = reason == Prohibited
            ? new SshFailureException(SshFailureKind.Forbidden, said)
            : new SshFailureException(SshFailureKind.Unreachable, said);
    }
}
