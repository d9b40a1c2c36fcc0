using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Tests.Ssh;
using Floor.Ssh;

namespace Enginsight.Ops.Tests.Http;

/// <summary>
/// A load balancer (nginx, at 443 and 80) in a network of its own, into which one port leads from here: that of the
/// bastion. Whoever comes to it is served by an sshd inside, as by inetd. The load balancer's address is one that is
/// refused outside, where nobody listens at it.
/// </summary>
internal sealed class WalledSite : IAsyncDisposable
{
    public const string Address = "127.0.44.1";

    private readonly Scratch _files = new();
    private readonly SshServer _bastion;
    private readonly TcpListener _port = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Process _inside;
    private readonly Task _accepting;

    /// <param name="rules">Further lines of the bastion's sshd_config.</param>
    public WalledSite(string rules = "")
    {
        _bastion = SshServer.With(rules);
        var certificate = TestCertificate.OfCa(
            "app.example.org", TimeProvider.System.GetUtcNow().AddDays(30), "app.example.org", "api.example.org");
        Ca = certificate.Certificate;
        var nginx = _files.Write("nginx.conf", $$"""
            daemon off;
            master_process off;
            pid {{_files.At("pid")}};
            events {}
            http {
              access_log off;
              server {
                listen {{Address}}:443 ssl;
                ssl_certificate {{_files.Write("chain.pem", certificate.Certificate)}};
                ssl_certificate_key {{_files.Write("key.pem", certificate.PrivateKey)}};
                location / { return 200 "here"; }
              }
              server {
                listen {{Address}}:80;
                return 301 https://$host$request_uri;
              }
            }
            """);
        _inside = Process.Start(
            "unshare",
            [
                "--net", "sh", "-c",
                $"ip link set lo up && exec nginx -c {nginx} -e {_files.At("error.log")}",
            ]);
        Wait.Until("nginx writes its pid", () => File.Exists(_files.At("pid")));
        _port.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What signed the load balancer's certificate.</summary>
    public string Ca { get; }

    /// <summary>How to log in to the bastion.</summary>
    public SshTarget Bastion => _bastion.Login().Target with { Port = ((IPEndPoint)_port.LocalEndpoint).Port };

    public int Logins => _bastion.Logins;

    public static StackSettings SettingsOf(string host, string address)
    {
        var settings = SomeStack.Settings();
        var balancer = settings.LoadBalancer;
        return settings with
        {
            LoadBalancer = balancer with { Vm = balancer.Vm with { Host = host, Address = address } },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _port.Dispose();
        _inside.Kill(entireProcessTree: true);
        await _inside.WaitForExitAsync();
        _inside.Dispose();
        _bastion.Dispose();
        _files.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _port.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        using var sshd = Process.Start(new ProcessStartInfo(
            "nsenter",
            [
                "--target", $"{_inside.Id}", "--net",
                "/usr/sbin/sshd", "-i", "-f", _bastion.Path("config"), "-E", _bastion.Path("log"),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            await Task.WhenAny(
                client.GetStream().CopyToAsync(sshd.StandardInput.BaseStream, _end.Token),
                sshd.StandardOutput.BaseStream.CopyToAsync(client.GetStream(), _end.Token));
        }
        finally
        {
            sshd.Kill(entireProcessTree: true);
            await sshd.WaitForExitAsync();
        }
    }
}
