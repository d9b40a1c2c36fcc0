namespace Floor.Ssh;

/// <summary>Where to log in, and how. Two equal targets may share a connection.</summary>
/// <param name="HostKey">The one key that the server may show, as in authorized_keys; null accepts any.</param>
/// <param name="Proxy">The host to go through; it has no proxy itself.</param>
internal sealed record SshTarget(
    string Host, int Port, string User, string? PrivateKey, string? PrivateKeyPassword, string? Password,
    string? HostKey, SshTarget? Proxy)
{
    /// <summary>A record would print its keys and passwords.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}";
}
