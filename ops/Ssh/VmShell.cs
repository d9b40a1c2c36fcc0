using Enginsight.Infra.Remote;
using Floor;
using Floor.Ssh;

namespace Enginsight.Ops.Ssh;

/// <summary>A VM that is logged in to. Several scripts may run on it at a time.</summary>
internal sealed class VmShell : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Somebody waits at a screen.</summary>
    private static readonly SshLiveness Liveness = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    /// <summary>Shells of Debian's packages in whose language the commands of a stack mean nothing.</summary>
    private static readonly string[] OtherShells = ["csh", "tcsh", "bsd-csh", "fish", "elvish", "xonsh", "nu", "pwsh"];

    private readonly SshConnectionPool _connections = new(Liveness);
    private readonly DialPatience _patience;

    private VmShell(VmLogin login, TimeSpan timeout)
    {
        Login = login;
        _patience = new DialPatience(0, timeout);
    }

    public VmLogin Login { get; }

    /// <summary>Logs in; one attempt.</summary>
    /// <param name="timeout">Default: 10 seconds.</param>
    /// <exception cref="VmUnreachableException">The VM is silent, shows another key, or refuses the login.</exception>
    public static async Task<VmShell> ConnectAsync(
        VmLogin login, TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        if (login.PrivateKey is null)
            throw new VmUnreachableException($"{login}: no private key is known; set ssh.privateKey");
        var shell = new VmShell(login, timeout ?? ConnectTimeout);
        try
        {
            await shell.UseAsync((_, _) => Task.FromResult(true), cancellation);
            return shell;
        }
        catch
        {
            shell.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs a bash script as root: directly, or through sudo. The result holds what the script printed,
    /// in the language that its readers know, and not what the user's shell prints of its own.
    /// </summary>
    /// <param name="script">Its text; no secrets, which other processes on the VM could see.</param>
    /// <param name="stdin">Standard input: the way for secrets.</param>
    /// <param name="timeout">When to give the script up. Default: 60 seconds.</param>
    /// <exception cref="VmUnreachableException">The connection broke, or the script took longer.</exception>
    public async Task<ShellResult> RunAsync(
        string script, string stdin = "", TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var mark = new OutputMark();
        var result = await ExecuteAsync(
            $"""
            script=$(cat <<'END_OF_OPS_SCRIPT'
            {mark.Script}
            export LC_ALL=C.UTF-8
            {script}
            END_OF_OPS_SCRIPT
            )
            set -- bash -c "$script" enginsight-ops
            {RootShell.Exec(Login.SudoPassword)}
            """,
            RootShell.Input(Login.SudoPassword) + stdin,
            timeout,
            cancellation);
        if (mark.Own(result.Output) is { } output)
            return new ShellResult(result.ExitCode, output, mark.Own(result.Error) ?? "");
        if (await OtherShellAsync(cancellation) is { } other)
        {
            throw new VmUnreachableException(
                $"{Login}: commands of the stack are for a shell as bash is, and {Login.User}'s is {other}; type there: "
                + $"chsh -s /bin/bash {Login.User}",
                SshFailureKind.Login);
        }

        // A login shell that runs nothing, or ends in its .bashrc, may well end with success.
        return result.Succeeded
            ? throw new VmUnreachableException(
                $"{Login}: the user's shell does not run commands; it said: {FirstLine(result.Output + result.Error)}",
                SshFailureKind.Login)
            : result with { Output = "" };
    }

    /// <summary>The user's login shell where it is known and reads another language than sh does; else null.</summary>
    private async Task<string?> OtherShellAsync(CancellationToken cancellation)
    {
        // The same in all of them.
        var shell = (await ExecuteAsync("echo $SHELL", cancellation: cancellation)).Output.Trim();
        return OtherShells.Contains(shell[(shell.LastIndexOf('/') + 1)..]) ? shell : null;
    }

    /// <summary>Runs a command line in the user's login shell, as a remote command of the stack does.</summary>
    /// <exception cref="VmUnreachableException">The connection broke, or the command took longer.</exception>
    public async Task<ShellResult> ExecuteAsync(
        string commandLine, string stdin = "", TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        var limit = timeout ?? DefaultTimeout;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(limit);
        var (output, error) = ("", "");
        try
        {
            var exit = await UseAsync(
                (connection, begun) => new SshProcess(connection, deadline.Token).RunAsync(
                    commandLine, stdin, _ => Task.CompletedTask, begun, async (stdout, stderr) =>
                    {
                        var texts = await Task.WhenAll(ReadAsync(stdout), ReadAsync(stderr));
                        (output, error) = (texts[0], texts[1]);
                    }),
                deadline.Token);
            return new ShellResult(exit.Status ?? 255, output, error);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new VmUnreachableException(
                $"{Login}: no answer within {limit.TotalSeconds:0} s; what was asked may still run there",
                SshFailureKind.Silent);
        }
    }

    public void Dispose() => OwnThread.Forget(() => _connections.DisposeAsync().AsTask().Wait());

    private static Task<string> ReadAsync(Stream stream) => OwnThread.RunAsync(() =>
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    private async Task<T> UseAsync<T>(Func<SshConnection, Action, Task<T>> action, CancellationToken cancellation)
    {
        try
        {
            return await _connections.UseAsync(Login.Target, _patience, null, action, cancellation);
        }
        catch (SshFailureException e)
        {
            var place = e.AtProxy ? $"{Login}: its proxy {Login.Proxy}" : $"{Login}:";
            throw new VmUnreachableException($"{place} {SshWords.Describe(e)}", e.Kind);
        }
    }

    private static string FirstLine(string text) =>
        text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "nothing";
}
