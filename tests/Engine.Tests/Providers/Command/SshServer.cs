using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Engine.Properties;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Command;

/// <summary>A real sshd on a loopback port, with keys made for the test and gone after it.</summary>
public sealed class SshServer : IDisposable
{
    private readonly Scratch _files = new();
    private Process? _process;

    public SshServer()
    {
        Shell.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", File("host"));
        Shell.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", File("user"));
        Shell.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "open sesame", "-f", File("locked"));
        System.IO.File.WriteAllText(
            File("authorized"), System.IO.File.ReadAllText(File("user.pub")) +
                System.IO.File.ReadAllText(File("locked.pub")));
        Port = FreePort();
        Start();
    }

    public int Port { get; }

    public string HostKey => System.IO.File.ReadAllText(File("host.pub")).Trim();

    public string PrivateKey => System.IO.File.ReadAllText(File("user"));

    public string LockedKey => System.IO.File.ReadAllText(File("locked"));

    /// <summary>Number of connections that were authenticated since the server was made.</summary>
    public int Logins => LogLines("Accepted publickey ");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal PropertyValue Connection(params (string Name, PropertyValue Value)[] others)
    {
        var connection = Map(
            ("host", "127.0.0.1"), ("port", Port), ("user", Environment.UserName), ("privateKey", Secret(PrivateKey)),
            ("hostKey", HostKey), ("dialErrorLimit", 2), ("perDialTimeout", 10));
        return Secret(new ObjectValue(connection.Merge(Map(others))));
    }

    public void Start()
    {
        Directory.CreateDirectory("/run/sshd");
        var config = _files.Write("config", $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {File("host")}
            AuthorizedKeysFile {File("authorized")}
            PidFile none
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            PasswordAuthentication no
            AcceptEnv ALLOWED PULUMI_COMMAND_STDOUT
            Subsystem sftp internal-sftp
            MaxSessions 10
            LogLevel VERBOSE
            """);
        _process = Process.Start("/usr/sbin/sshd", ["-D", "-f", config, "-E", File("log")]);
        WaitUntilOpen();
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

    private int LogLines(string text) =>
        System.IO.File.ReadAllLines(File("log")).Count(line => line.Contains(text, StringComparison.Ordinal));

    private string File(string name) => Path.Combine(_files.Path, name);

    private void WaitUntilOpen()
    {
        for (var end = DateTime.UtcNow.AddSeconds(10); ; Thread.Sleep(20))
        {
            try
            {
                using var probe = new TcpClient("127.0.0.1", Port);
                return;
            }
            catch (SocketException) when (DateTime.UtcNow < end)
            {
                // Not listening yet.
            }
        }
    }
}
