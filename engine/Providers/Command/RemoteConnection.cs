using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;
using Floor.Ssh;

namespace Engine.Providers.Command;

/// <summary>The <c>connection</c> of a remote resource: where it leads, and how long to try.</summary>
internal sealed record RemoteConnection(SshTarget Target, DialPatience Patience)
{
    public const int DefaultPort = 22;
    public const string DefaultUser = "root";
    public const int DefaultDialErrorLimit = 10;
    public const int DefaultPerDialTimeout = 15;

    /// <exception cref="ProviderException">It asks for an SSH agent.</exception>
    public static RemoteConnection Of(PropertyMap inputs) => From(inputs.Map("connection") ?? PropertyMap.Empty);

    /// <summary>The dialer's report of an attempt, for the log.</summary>
    public static Action<SshFailureException> Report(OperationContext context) => failure => context.Log(
        LogSeverity.Debug,
        $"connecting to {failure.Target}: attempt {failure.FailedBefore + 1} failed: {SshWording.OfAttempt(failure)}");

    private static RemoteConnection From(PropertyMap connection)
    {
        if (connection.GetString("agentSocketPath") is not null)
        {
            throw new ProviderException(
                "agentSocketPath: the embedded engine does not use an SSH agent; set privateKey or password");
        }

        var seconds = connection.Int("perDialTimeout") ?? DefaultPerDialTimeout;
        var proxy = connection.Map("proxy") is { } map ? From(map) : null;
        return new RemoteConnection(
            new SshTarget(
                connection.GetString("host") ?? "",
                connection.Int("port") ?? DefaultPort,
                connection.GetString("user") ?? DefaultUser,
                connection.GetString("privateKey"),
                connection.GetString("privateKeyPassword"),
                connection.GetString("password"),
                connection.GetString("hostKey"),
                proxy?.Target),
            new DialPatience(
                connection.Int("dialErrorLimit") ?? DefaultDialErrorLimit,
                seconds > 0 ? TimeSpan.FromSeconds(seconds) : null,
                proxy?.Patience));
    }
}
