using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold for the HTTP proxy.</summary>
internal static partial class HttpProxyRules
{
    public static void Check(HttpProxySettings proxy, SettingsProblems problems)
    {
        PairRule.Check(problems, "httpProxy", "username", proxy.Username, "password", proxy.Password);
        if (proxy.Url.Contains('@'))
        {
            problems.Add("httpProxy.url", "should be without user and password, has them: set httpProxy.username and "
                + "httpProxy.password");
        }
        else if (proxy.Url.Length > 0 && !IsUrl(proxy.Url))
        {
            problems.Add(
                "httpProxy.url", $"should look like http://proxy.example.org:3128, was {Shown.Quoted(proxy.Url)}");
        }

        if (proxy.Username is { } user && user.Any(char.IsControl))
            problems.Add("httpProxy.username", $"should be one line, was {Shown.Quoted(user)}");
        for (var i = 0; i < proxy.NoProxy.Length; i++)
        {
            if (!Direct().IsMatch(proxy.NoProxy[i]))
            {
                problems.Add($"httpProxy.noProxy[{i}]", "should be a host, a .domain, an address or a subnet, was "
                    + Shown.Quoted(proxy.NoProxy[i]));
            }
        }
    }

    private static bool IsUrl(string text) => Url().Match(text) is { Success: true } match
        && (HostRules.IsHostName(match.Groups["host"].Value)
            || HostRules.IsAddress(match.Groups["host"].Value.Trim('[', ']')))
        && int.Parse(match.Groups["port"].Value, null) is > 0 and <= 65535;

    /// <summary>The port has to be there: programs have different ones where it is missing.</summary>
    [GeneratedRegex(@"\Ahttps?://(?<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(?<port>[0-9]{1,5})/?\z")]
    private static partial Regex Url();

    [GeneratedRegex(@"\A\.?[A-Za-z0-9:]([A-Za-z0-9.:-]*[A-Za-z0-9:])?(/[0-9]{1,3})?\z")]
    private static partial Regex Direct();
}
