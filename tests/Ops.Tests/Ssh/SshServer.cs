using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Tests.Ssh;

/// <summary>A real sshd on a loopback port, with keys made for the test and gone after it.</summary>
public sealed class SshServer : IDisposable
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("ops-sshd");
    private readonly Process _process;
    private readonly int _port = FreePort();

    public SshServer()
    {
        MakeKey("host");
        MakeKey("user");
        MakeKey("stranger");
        Directory.CreateDirectory("/run/sshd");
        File.WriteAllText(Path("config"), $"""
            Port {_port}
            ListenAddress 127.0.0.1
            HostKey {Path("host")}
            AuthorizedKeysFile {Path("user.pub")}
            PidFile none
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            PasswordAuthentication no
            """);
        _process = Process.Start("/usr/sbin/sshd", ["-D", "-f", Path("config"), "-E", Path("log")]);
        WaitUntilOpen();
    }

    internal VmLogin Login => new(
        "app1", "127.0.0.1", _port, Environment.UserName, Key("user"), null, File.ReadAllText(Path("host.pub")));

    internal SecretText Key(string name) => new(File.ReadAllText(Path(name)));

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public string Path(string name) => System.IO.Path.Combine(_files.FullName, name);

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _files.Delete(recursive: true);
    }

    private void MakeKey(string name)
    {
        using var process = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path(name)]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void WaitUntilOpen()
    {
        for (var end = DateTime.UtcNow.AddSeconds(10); ; Thread.Sleep(20))
        {
            try
            {
                using var probe = new TcpClient("127.0.0.1", _port);
                return;
            }
            catch (SocketException) when (DateTime.UtcNow < end)
            {
                // Not listening yet.
            }
        }
    }
}
