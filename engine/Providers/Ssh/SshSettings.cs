using Engine.Properties;

namespace Engine.Providers.Ssh;

/// <summary>Where and how to connect: the <c>connection</c> of a remote resource.</summary>
/// <param name="DialErrorLimit">Failed attempts that are forgiven; -1 forgives any number.</param>
/// <param name="PerDialTimeout">Limit of one attempt; null for none.</param>
/// <param name="Proxy">The host to go through; it has no proxy itself.</param>
internal sealed record SshSettings(
    string Host, int Port, string User, string? Password, string? PrivateKey, string? PrivateKeyPassword,
    string? HostKey,
    int DialErrorLimit, TimeSpan? PerDialTimeout, string? AgentSocketPath, SshSettings? Proxy)
{
    public const int DefaultPort = 22;
    public const string DefaultUser = "root";
    public const int DefaultDialErrorLimit = 10;
    public const int DefaultPerDialTimeout = 15;

    /// <summary>
    /// What makes two connections interchangeable: everything but the patience with which they are dialled.
    /// </summary>
    public SshSettings Identity => this with { DialErrorLimit = 0, PerDialTimeout = null, Proxy = Proxy?.Identity };

    public static SshSettings From(PropertyMap connection)
    {
        var seconds = connection.Int("perDialTimeout") ?? DefaultPerDialTimeout;
        return new SshSettings(
            connection.GetString("host") ?? "",
            connection.Int("port") ?? DefaultPort,
            connection.GetString("user") ?? DefaultUser,
            connection.GetString("password"),
            connection.GetString("privateKey"),
            connection.GetString("privateKeyPassword"),
            connection.GetString("hostKey"),
            connection.Int("dialErrorLimit") ?? DefaultDialErrorLimit,
            seconds > 0 ? TimeSpan.FromSeconds(seconds) : null,
            connection.GetString("agentSocketPath"),
            connection.Map("proxy") is { } proxy ? From(proxy) : null);
    }

    /// <summary>A record would print its keys and passwords.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}";
}
