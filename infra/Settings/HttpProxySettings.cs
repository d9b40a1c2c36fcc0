using System.Collections.Immutable;

namespace Enginsight.Infra.Settings;

/// <summary>The HTTP proxy by which the VMs reach what is outside: Debian's mirrors, the registry, a CA.</summary>
/// <param name="Url">Without user and password, such as http://proxy.example.org:3128.</param>
/// <param name="Username">Null where the proxy asks for none.</param>
/// <param name="Password">Null where the proxy asks for none.</param>
/// <param name="NoProxy">
/// What is reached without it, besides the VMs themselves: hosts, .domains, addresses and subnets.
/// </param>
public sealed record HttpProxySettings(
    string Url, string? Username, SecretText? Password, ImmutableArray<string> NoProxy)
{
    private string UrlWithLogin => Username is null || Password is null
        ? Url
        : Url.Replace(
            "://",
            $"://{Uri.EscapeDataString(Username)}:{Uri.EscapeDataString(Password.Reveal())}@",
            StringComparison.Ordinal);

    /// <summary>Environment variables by which programs know it, one a line, as systemd and a shell read them.</summary>
    /// <param name="vms">The stack's VMs, which are reached without it.</param>
    public SecretText Environment(IEnumerable<VmSettings> vms)
    {
        var url = UrlWithLogin;
        var direct = string.Join(',', NoProxy
            .Concat(vms.SelectMany(vm => new[] { vm.Address, vm.Host }))
            .Concat(["localhost", "127.0.0.1", "::1"])
            .Distinct());
        // Some read one spelling, some the other, and what is set already by the other one would win.
        return new SecretText(string.Join('\n', new[]
        {
            $"http_proxy={url}", $"https_proxy={url}", $"no_proxy={direct}",
            $"HTTP_PROXY={url}", $"HTTPS_PROXY={url}", $"NO_PROXY={direct}",
        }));
    }
}
