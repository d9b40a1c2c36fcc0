using System.Diagnostics;

namespace Tests.Shared;

/// <summary>A real sshd on a loopback port, with keys made for the test and gone after it.</summary>
public sealed class SshServer : IDisposable
{
    /// <summary>What opens the key "locked".</summary>
    public const string Passphrase = "open sesame";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Scratch _files = new();
    private readonly string _settings;
    private Process? _process;

    public SshServer()
        : this("")
    {
    }

    private SshServer(string settings)
    {
        _settings = settings;
        MakeKey("host");
        MakeKey("user");
        MakeKey("locked", Passphrase);
        MakeKey("stranger");
        File.WriteAllText(Path("authorized"), Key("user.pub") + Key("locked.pub"));
        Start();
    }

    public int Port { get; } = Loopback.FreePort();

    public string HostKey => Key("host.pub").Trim();

    public string PrivateKey => Key("user");

    /// <summary>A key that the server lets in, encrypted with <see cref="Passphrase"/>.</summary>
    public string LockedKey => Key("locked");

    /// <summary>Number of connections that were authenticated since the server was made.</summary>
    public int Logins => File.ReadAllLines(Path("log"))
        .Count(line => line.Contains("Accepted publickey ", StringComparison.Ordinal));

    /// <summary>One with further lines of sshd_config, which win over those that every server here has.</summary>
    public static SshServer With(string settings) => new(settings);

    /// <summary>The text of a key: user, locked, host, or stranger, whom the server does not let in; .pub, too.</summary>
    public string Key(string name) => File.ReadAllText(Path(name));

    public string Path(string name) => _files.At(name);

    public void Start()
    {
        Directory.CreateDirectory("/run/sshd");
        var config = _files.Write("config", $"""
            {_settings}
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {Path("host")}
            AuthorizedKeysFile {Path("authorized")}
            PidFile none
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            PasswordAuthentication no
            AcceptEnv ALLOWED PULUMI_COMMAND_STDOUT
            SetEnv HOME={_files.Path}
            Subsystem sftp internal-sftp
            MaxSessions 10
            LogLevel VERBOSE
            """);
        _process = Process.Start("/usr/sbin/sshd", ["-D", "-f", config, "-E", Path("log")]);
        Wait.Until("sshd listens", IsListening, StartLimit);
    }

    /// <summary>Ends the server and every connection to it.</summary>
    public void Stop()
    {
        _process!.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Makes every open connection fall silent, as a dead machine's would.</summary>
    public void Freeze() =>
        Shell.Run("sh", "-c", $"for p in $(pgrep -P {_process!.Id}); do kill -STOP $p $(pgrep -P $p); done");

    /// <summary>Ends every connection; new ones are accepted.</summary>
    public void Drop()
    {
        Stop();
        Start();
    }

    public void Dispose()
    {
        Stop();
        _files.Dispose();
    }

    private void MakeKey(string name, string passphrase = "") =>
        Shell.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", Path(name));

    private bool IsListening()
    {
        Assert.False(_process!.HasExited, $"sshd ended at once: {(File.Exists(Path("log")) ? Key("log") : "")}");
        return Loopback.IsOpen(Port);
    }
}
