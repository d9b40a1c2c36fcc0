using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold for the settings that nginx and the watch read.</summary>
internal static partial class LoadBalancerRules
{
    public static void Check(StackSettings settings, SettingsProblems problems)
    {
        var proxies = settings.LoadBalancer.TrustedProxies;
        for (var i = 0; i < proxies.Length; i++)
        {
            if (!HostRules.IsAddress(proxies[i]) && !HostRules.IsSubnet(proxies[i]))
            {
                problems.Add($"loadBalancer.trustedProxies[{i}]",
                    $"should be an IP address or a subnet such as 10.0.1.0/24, was {Shown.Quoted(proxies[i])}");
            }
        }

        CheckProxyProtocol(settings.LoadBalancer, problems);
        CheckPath("apiPath", settings.Updates.Health.ApiPath, problems);
        CheckPath("uiPath", settings.Updates.Health.UiPath, problems);
    }

    /// <summary>
    /// nginx closes what comes without the protocol's line where it listens for it, so clients and this program's own
    /// questions keep port 443.
    /// </summary>
    private static void CheckProxyProtocol(LoadBalancerSettings balancer, SettingsProblems problems)
    {
        const string path = "loadBalancer.proxyProtocolPort";
        if (balancer.ProxyProtocolPort is not { } port)
            return;
        if (port is 80 or 443 || port == balancer.Vm.Ssh.Port)
            problems.Add(path, $"should be a port of its own such as 8443, was {port}, where others come in");
        if (balancer.TrustedProxies.IsEmpty)
            problems.Add(path, "needs loadBalancer.trustedProxies: the proxies that are believed there");
    }

    private static void CheckPath(string key, string path, SettingsProblems problems)
    {
        if (!UrlPath().IsMatch(path))
        {
            problems.Add($"updates.health.{key}",
                $"should be a path such as /health, of letters, digits and / . _ ~ ? & = -, was {Shown.Quoted(path)}");
        }
    }

    [GeneratedRegex("^/[A-Za-z0-9/._~?&=-]*\\z")]
    private static partial Regex UrlPath();
}
