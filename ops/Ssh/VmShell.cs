using System.Net.Sockets;
using System.Text;
using Enginsight.Infra.Settings;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Enginsight.Ops.Ssh;

/// <summary>An open SSH connection to a VM. Several scripts may run over it at a time.</summary>
internal sealed class VmShell : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);
    private readonly SshClient _client;

    private VmShell(VmLogin login, SshClient client)
    {
        Login = login;
        _client = client;
    }

    public VmLogin Login { get; }

    /// <summary>Logs in; one attempt.</summary>
    /// <param name="timeout">Default: 10 seconds.</param>
    /// <exception cref="VmUnreachableException">The VM is silent, shows another key, or refuses the login.</exception>
    public static async Task<VmShell> ConnectAsync(
        VmLogin login, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var pin = login.HostKey is null ? null : new HostKeyPin(login.HostKey);
        var info = new ConnectionInfo(login.Host, login.Port, login.User, Methods(login))
        {
            Timeout = timeout ?? ConnectTimeout,
            RetryAttempts = 1,
        };
        pin?.Restrict(info);
        var client = new SshClient(info);
        var refused = false;
        client.HostKeyReceived += (_, e) => refused = !(e.CanTrust = pin?.Matches(e.HostKey) ?? true);
        try
        {
            // The handshake computes and waits on its thread; on a thread of its own it holds up no other VM's.
            await OnThread(() => client.ConnectAsync(cancellation).GetAwaiter().GetResult())
                .WaitAsync(info.Timeout, cancellation);
            return new VmShell(login, client);
        }
        catch (Exception e) when (IsFailure(e))
        {
            Abandon(client);
            throw new VmUnreachableException($"{login}: {Describe(e, refused)}");
        }
        catch
        {
            Abandon(client);
            throw;
        }
    }

    /// <summary>Runs a bash script as root: directly, or through passwordless sudo.</summary>
    /// <param name="script">Its text; no secrets, which other processes on the VM could see.</param>
    /// <param name="stdin">Standard input: the way for secrets.</param>
    /// <param name="timeout">When to give the VM up. Default: 60 seconds.</param>
    /// <exception cref="VmUnreachableException">The connection broke, or the script took longer.</exception>
    public Task<ShellResult> RunAsync(
        string script, string stdin = "", TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        ExecuteAsync(
            $"""
            script=$(cat <<'END_OF_OPS_SCRIPT'
            {script}
            END_OF_OPS_SCRIPT
            )
            set -- bash -c "$script" enginsight-ops
            if [ "$(id -u)" -eq 0 ]; then exec "$@"; else exec sudo -n "$@"; fi
            """,
            stdin,
            timeout,
            cancellation);

    /// <summary>Runs a command line in the user's login shell, as a remote command of the stack does.</summary>
    public async Task<ShellResult> ExecuteAsync(
        string commandLine, string stdin = "", TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var limit = timeout ?? DefaultTimeout;
        try
        {
            // SSH.NET ends an input only after its first byte, so an empty one must not be waited for.
            var text = stdin.Length == 0 ? $"exec </dev/null\n{commandLine}" : commandLine;
            using var command = _client.CreateCommand(text);
            var execution = await OnThread(() => command.ExecuteAsync(cancellation)).WaitAsync(limit, cancellation);
            if (stdin.Length > 0)
                Write(command, stdin);
            await execution.WaitAsync(limit, cancellation);
            return new ShellResult(command.ExitStatus ?? 255, command.Result, command.Error);
        }
        catch (TimeoutException)
        {
            Abandon(_client);
            throw new VmUnreachableException($"{Login}: no answer within {limit.TotalSeconds:0} s");
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw new VmUnreachableException($"{Login}: the connection broke: {e.Message}");
        }
    }

    public void Dispose() => Abandon(_client);

    private static AuthenticationMethod[] Methods(VmLogin login) => login.PrivateKey is { } key
        ? [new PrivateKeyAuthenticationMethod(login.User, Parse(login, key))]
        : throw new VmUnreachableException($"{login}: no private key is known; set ssh.privateKey");

    private static PrivateKeyFile Parse(VmLogin login, SecretText key)
    {
        try
        {
            return new PrivateKeyFile(
                new MemoryStream(Encoding.UTF8.GetBytes(key.Reveal())), login.PrivateKeyPassword?.Reveal());
        }
        catch (Exception e) when (e is SshException or NotSupportedException or ArgumentException or FormatException)
        {
            // Whatever the parser says might quote the key.
            throw new VmUnreachableException(
                $"{login}: ssh.privateKey cannot be read as a private key, or ssh.privateKeyPassword does not fit");
        }
    }

    /// <summary>Not awaited: a script may end without reading its input.</summary>
    private static void Write(SshCommand command, string stdin) => OnThread(() =>
    {
        using var input = command.CreateInputStream();
        input.Write(Encoding.UTF8.GetBytes(stdin));
        return true;
    }).ContinueWith(
        writing => writing.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);

    private static bool IsFailure(Exception e) =>
        e is SshException or SocketException or ObjectDisposedException or IOException or TimeoutException;

    private static string Describe(Exception e, bool hostKeyRefused) => e switch
    {
        _ when hostKeyRefused =>
            "shows another host key than the pinned one; check it on the VM's console before you change hostKey",
        SshAuthenticationException => "refuses the login; is the public key in the user's authorized_keys?",
        TimeoutException or SshOperationTimeoutException => "does not answer",
        _ => e.Message,
    };

    /// <summary>Gives the connection up without waiting for its end, which on a dead network takes its time.</summary>
    private static void Abandon(SshClient client) => _ = OnThread(() =>
    {
        client.Dispose();
        return true;
    }).ContinueWith(
        closing => closing.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);

    private static Task OnThread(Action action) => OnThread(() =>
    {
        action();
        return true;
    });

    private static Task<T> OnThread<T>(Func<T> action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
