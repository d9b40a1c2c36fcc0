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

        CheckPath("apiPath", settings.Updates.Health.ApiPath, problems);
        CheckPath("uiPath", settings.Updates.Health.UiPath, problems);
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
