using System.Diagnostics;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Enginsight.Infra.Tests.Settings;

namespace Enginsight.Infra.Tests.Files;

/// <summary>A rendered site that Debian's nginx serves on loopback, on other ports than on a VM.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private readonly Scratch _folder = new();
    private readonly OpenSsl _openssl = new();
    private readonly Process _process;
    private readonly HttpClient _client = new(
        new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    /// <param name="settings">Of a site with the PROXY protocol at 8443, or without.</param>
    /// <param name="port">The API's port on its app servers.</param>
    /// <param name="servers">Addresses of these.</param>
    public RunningSite(StackSettings settings, int port, params string[] servers)
    {
        // Workers run as nobody where the test runs as root.
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        var (chain, key) = _openssl.SelfSigned();
        File.WriteAllText(_folder.At("servers"), string.Concat(servers.Select(server => $"{server} in\n")));
        File.WriteAllText(_folder.At("balancer.lua"), Here(NginxSite.Balancer()));
        var site = Here(NginxSite.Text(settings))
            .Replace(Places.NginxCertificate, _folder.Write("chain.pem", chain), StringComparison.Ordinal)
            .Replace(Places.NginxKey, _folder.Write("key.pem", key), StringComparison.Ordinal)
            .Replace("/var/log/nginx", _folder.Path, StringComparison.Ordinal)
            .Replace($"({Places.ApiPort})", $"({port})", StringComparison.Ordinal)
            .Replace("listen 80;", $"listen 127.0.0.1:{Loopback.FreePort()};", StringComparison.Ordinal)
            .Replace("listen 443 ", $"listen 127.0.0.1:{Port} ", StringComparison.Ordinal)
            .Replace("listen 8443 ", $"listen 127.0.0.1:{ProxyPort} ", StringComparison.Ordinal);
        site = string.Join('\n', site.Split('\n').Where(line => !line.Contains("listen [", StringComparison.Ordinal)));
        var file = _folder.Write(
            "nginx.conf",
            $"{LuaNginx.Modules}pid {_folder.At("pid")};\ndaemon off;\nevents {{}}\nhttp {{\n{site}\n}}\n");
        _process = Process.Start(new ProcessStartInfo("nginx", ["-c", file, "-e", _folder.At("error.log")]))!;
    }

    /// <summary>Port of the clients.</summary>
    public int Port { get; } = Loopback.FreePort();

    /// <summary>Port of those that speak the PROXY protocol.</summary>
    public int ProxyPort { get; } = Loopback.FreePort();

    /// <summary>Sends a request to the API; its status, and what came with it.</summary>
    public async Task<(int Status, string Text)> SendAsync(HttpMethod method, string path)
    {
        await Wait.UntilAsync("nginx listens", () => Loopback.IsOpen(Port));
        using var request = new HttpRequestMessage(method, $"https://127.0.0.1:{Port}{path}");
        request.Headers.Host = "api.example.org";
        using var response = await _client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        using (Process.Start("kill", ["-QUIT", $"{_process.Id}"]))
            await _process.WaitForExitAsync();
        _process.Dispose();
        _openssl.Dispose();
        _folder.Dispose();
    }

    private string Here(string text) => text
        .Replace("/etc/nginx/enginsight", _folder.Path, StringComparison.Ordinal)
        .Replace("/run/enginsight", _folder.Path, StringComparison.Ordinal);
}
