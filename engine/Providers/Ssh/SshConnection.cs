using Renci.SshNet;

namespace Engine.Providers.Ssh;

/// <summary>
/// An open SSH connection, with the one to the proxy that it runs through, if any. Several commands may use it at a
/// time, each on a channel of its own.
/// </summary>
internal sealed class SshConnection(SshClient client, IReadOnlyList<IDisposable> underneath, SshLiveness liveness)
    : IDisposable
{
    private int _disposed;

    public SshClient Client => client;

    public SshLiveness Liveness => liveness;

    /// <summary>Channels in use; counted by the pool.</summary>
    public int Users { get; set; }

    /// <summary>Set when something went wrong with it; the pool hands it out no more.</summary>
    public bool Broken { get; set; }

    public bool Usable => !Broken && client.IsConnected;

    /// <summary>Gives it up without waiting for its end, which on a dead network may take its time.</summary>
    public void Abandon()
    {
        Broken = true;
        _ = Task.Factory.StartNew(
            Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        client.Dispose();
        foreach (var part in underneath)
            part.Dispose();
    }
}
