using Renci.SshNet;

namespace Engine.Providers.Ssh;

/// <summary>
/// An open SSH connection, with the one to the proxy that it runs through, if any. Several commands may use it at a
/// time, each on a channel of its own.
/// </summary>
internal sealed class SshConnection(SshClient client, IReadOnlyList<IDisposable> underneath) : IDisposable
{
    public SshClient Client => client;

    /// <summary>Channels in use; counted by the pool.</summary>
    public int Users { get; set; }

    /// <summary>Set when something went wrong with it; the pool hands it out no more.</summary>
    public bool Broken { get; set; }

    public bool Usable => !Broken && client.IsConnected;

    public void Dispose()
    {
        client.Dispose();
        foreach (var part in underneath)
            part.Dispose();
    }
}
