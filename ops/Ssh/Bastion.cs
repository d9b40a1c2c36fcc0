using Enginsight.Infra.Settings;
using Floor.Ssh;
using Renci.SshNet;

namespace Enginsight.Ops.Ssh;

/// <summary>
/// The way of SSH to a stack's VMs (ssh.proxy) as a way for other connections: one login, made when it is first needed,
/// which the host forwards any number of connections for.
/// </summary>
/// <param name="host">Where to log in.</param>
/// <param name="liveness">Default: as for the program's own connections.</param>
internal sealed class Bastion(SshTarget host, SshLiveness? liveness = null) : IDisposable
{
    /// <summary>One attempt; whoever wants to come in asks again.</summary>
    private static readonly DialPatience Patience = new(0, TimeSpan.FromSeconds(10));

    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _turn = new(1);
    private SshConnection? _connection;
    private SshFailureException? _refusal;

    /// <summary>The bastion of a stack; null where its VMs are reached directly.</summary>
    public static Bastion? Of(StackSettings settings) =>
        VmLogin.From(settings.LoadBalancer.Vm).Proxy is { } proxy ? new Bastion(proxy) : null;

    /// <summary>A new connection from the bastion to somewhere.</summary>
    /// <param name="to">Address, or a name that the bastion knows.</param>
    /// <param name="port">Port there.</param>
    /// <exception cref="BastionException">There is none; the message says who is at fault.</exception>
    public async Task<Stream> ConnectAsync(string to, int port, CancellationToken cancellation)
    {
        var connection = await LogInAsync(cancellation);
        var address = to.Contains(':', StringComparison.Ordinal) ? $"[{to}]:{port}" : $"{to}:{port}";
        try
        {
            return await SshForward.OpenAsync(connection.Client, to, port, cancellation);
        }
        catch (SshFailureException e)
        {
            var message = e.Kind switch
            {
                SshFailureKind.Forbidden =>
                    $"{this} does not forward to {address} (see AllowTcpForwarding and PermitOpen in its sshd_config)",
                SshFailureKind.Unreachable => $"{this} does not reach {address}: {e.Message}",
                _ => $"{this}: {SshWords.Describe(e)}",
            };
            throw new BastionException(message, e, e.Message);
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _connection?.Abandon();
    }

    public override string ToString() => $"the bastion {host}";

    /// <summary>The connection that stands, or a new one. A refused login is not tried again: hosts count those.</summary>
    private async Task<SshConnection> LogInAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_connection is { Usable: true } open)
                return open;
            if (_refusal is not null)
                throw _refusal;
            _connection?.Abandon();
            var (client, underneath) = await SshDialer.DialAsync(
                host, Patience, info => new SshClient(info), null, cancellation);
            _connection = new SshConnection(client, underneath, liveness ?? SshLiveness.Default);
            _ = WatchAsync(_connection);
            return _connection;
        }
        catch (SshFailureException e)
        {
            _refusal = e.MayPass ? null : e;
            throw new BastionException($"{this} {SshWords.Describe(e)}", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A network that dies in silence would keep all that runs through it waiting.</summary>
    private async Task WatchAsync(SshConnection connection)
    {
        try
        {
            await connection.WatchAsync(Task.Delay(Timeout.Infinite, _end.Token), _end.Token);
        }
        catch (SshFailureException)
        {
            connection.Abandon();
        }
        catch (OperationCanceledException)
        {
            // Nobody needs it any more.
        }
    }
}

/// <summary>No connection came about through a bastion; the message is one line.</summary>
/// <param name="seen">What the bastion saw behind it; empty where it is itself at fault.</param>
internal sealed class BastionException(string message, SshFailureException cause, string seen = "")
    : IOException(message, cause)
{
    public SshFailureKind Kind => cause.Kind;

    public string Seen => seen;

    /// <summary>Whether it is the bastion's rules alone; then nothing is known of the other end.</summary>
    public bool IsForbidden => Kind is SshFailureKind.Forbidden;
}
