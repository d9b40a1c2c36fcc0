using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>
/// The name of an app server that was given none. It follows the host, not the place in the list: a server keeps its
/// name, and so its resources, when another one before it goes.
/// </summary>
internal static partial class AppServerName
{
    private const int Longest = 31;
    private const int HashLength = 8;

    /// <summary>10.0.0.11 becomes app-10-0-0-11, app2.example.org becomes app2-example-org.</summary>
    public static string Of(string host)
    {
        var canonical = HostRules.Canonical(host);
        var words = NoNamePart().Replace(canonical, "-").Trim('-');
        var isName = !HostRules.IsAddress(host) && !VmNames.IsOfAnotherRole(words)
            && VmNames.IsValid(words[..Math.Min(words.Length, Longest)]);
        var name = isName ? words : $"app-{words}".TrimEnd('-');
        // An IPv6 address loses the place of its double colon, and a long name its end.
        return name.Length <= Longest && !canonical.Contains(':') ? name : Shortened(name, canonical);
    }

    private static string Shortened(string name, string host)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(host)))[..HashLength];
        return $"{name[..Math.Min(name.Length, Longest - HashLength - 1)].TrimEnd('-')}-{hash}";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoNamePart();
}
