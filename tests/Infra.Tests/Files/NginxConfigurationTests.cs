using System.Diagnostics;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>The rendered site is one that nginx itself accepts, with a certificate that openssl made.</summary>
[Collection("stack")]
public class NginxConfigurationTests
{
    [Theory]
    [InlineData("app.example.org")]
    [InlineData("192.0.2.10")]
    public async Task Site_WithServersInItsUpstreams_PassesNginxTest(string appDomain)
    {
        var site = (await DeployedStack.RunAsync(Config.With("appDomain", appDomain)))["site-nginx"].Stdin;

        var (exitCode, output) = await TestAsync(site, servers: "server 10.0.0.11:8080 max_fails=1 fail_timeout=10s;");

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Site_WithoutServers_IsRefused()
    {
        var site = (await DeployedStack.RunAsync(Config.Site()))["site-nginx"].Stdin;

        var (exitCode, output) = await TestAsync(site, servers: "");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("no servers are inside upstream", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> TestAsync(string bundle, string servers)
    {
        var folder = Directory.CreateTempSubdirectory("enginsight-nginx-").FullName;
        try
        {
            await RunAsync("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-subj", "/CN=test", "-keyout", $"{folder}/privkey.pem", "-out", $"{folder}/fullchain.pem");
            foreach (var upstream in new[] { "apiServers", "appServers" })
            {
                Directory.CreateDirectory($"{folder}/{upstream}");
                if (servers.Length > 0)
                    File.WriteAllText($"{folder}/{upstream}/app1.conf", servers);
            }

            var site = bundle[(bundle.IndexOf('\n', StringComparison.Ordinal) + 1)..]
                .Replace("/etc/nginx/enginsight", folder, StringComparison.Ordinal)
                .Replace("/etc/nginx/ssl", folder, StringComparison.Ordinal);
            File.WriteAllText($"{folder}/nginx.conf", $"pid {folder}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n");
            return await RunAsync("nginx", "-t", "-c", $"{folder}/nginx.conf");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var output = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
