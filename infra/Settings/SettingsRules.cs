using System.Net;
using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold between the settings before a VM is touched.</summary>
internal static partial class SettingsRules
{
    public static void Check(StackSettings settings, SettingsProblems problems)
    {
        CheckDomains(settings, problems);
        VmRules.Check(settings, problems);
        LoadBalancerRules.Check(settings, problems);
        if (settings.JwtSecret is { } jwt && !JwtCharacters().IsMatch(jwt.Reveal()))
        {
            problems.Add("jwtSecret",
                "should consist of A-Z a-z 0-9 _ and - only (others break the JSON and sed that the vendor's files " +
                "go through), has other characters");
        }

        CheckDatabase(settings.Database, problems);
        CertificateRules.Check(settings, problems);
        CheckPair(problems, "registry", "username", settings.Registry.Username, "password", settings.Registry.Password);
        CheckPair(problems, "mail", "user", Empty(settings.Mail.User), "password", settings.Mail.Password);
        CheckTags(settings.Versions, problems);
        if (!NginxSize().IsMatch(settings.LoadBalancer.ClientMaxBodySize))
        {
            problems.Add("loadBalancer.clientMaxBodySize",
                $"should be a size as nginx writes it, such as 200m, was '{settings.LoadBalancer.ClientMaxBodySize}'");
        }

        if (!NginxProtocols().IsMatch(settings.LoadBalancer.TlsProtocols))
        {
            problems.Add("loadBalancer.tlsProtocols",
                $"should name TLSv1.2, TLSv1.3 or both, was '{settings.LoadBalancer.TlsProtocols}'");
        }
    }

    private static void CheckDomains(StackSettings settings, SettingsProblems problems)
    {
        foreach (var (path, domain) in new[] { ("appDomain", settings.AppDomain), ("apiDomain", settings.ApiDomain) })
        {
            if (domain.Length > 0 && !VmRules.IsHostName(domain) && !IPAddress.TryParse(domain, out _))
                problems.Add(path, $"should be a host name without https:// and path, was '{domain}'");
        }

        if (settings.AppDomain.Length > 0 && settings.AppDomain == settings.ApiDomain)
            problems.Add("apiDomain", $"should differ from appDomain, both are '{settings.ApiDomain}'");
    }

    private static void CheckDatabase(DatabaseSettings database, SettingsProblems problems)
    {
        if (database.MongoDbUri is { } uri)
            CheckMongoDbUri(uri.Reveal(), problems);
        if (database.RedisPassword is { } password && !UrlSafe().IsMatch(password.Reveal()))
        {
            problems.Add("database.redisPassword",
                "should consist of A-Z a-z 0-9 . _ ~ and - only (it stands in a URL), has other characters");
        }

        if (database is { RedisPasswordless: true, RedisPassword: not null })
            problems.Add("database.redisPasswordless", "should be false where database.redisPassword is set, was true");
    }

    private static void CheckMongoDbUri(string uri, SettingsProblems problems)
    {
        const string form = "mongodb://HOST:27017/enginsight?replicaSet=rs0";
        if (!uri.StartsWith("mongodb://", StringComparison.Ordinal) &&
            !uri.StartsWith("mongodb+srv://", StringComparison.Ordinal))
            problems.Add("database.mongoDbUri", $"should look like {form}, does not begin with mongodb://");
        else if (!ReplicaSet().IsMatch(uri))
            problems.Add("database.mongoDbUri", $"should name the replica set, as in {form}, has no replicaSet");
    }

    private static void CheckPair(
        SettingsProblems problems, string section, string firstKey, object? first, string secondKey, object? second)
    {
        if (first is null == second is null)
            return;
        var (set, unset) = first is null ? (secondKey, firstKey) : (firstKey, secondKey);
        problems.Add($"{section}.{unset}", $"is missing; {section}.{set} is set, and the two belong together");
    }

    private static string? Empty(string text) => text.Length == 0 ? null : text;

    private static void CheckTags(ImageVersions versions, SettingsProblems problems)
    {
        foreach (var (service, tag) in versions.Tags.Where(item => !ImageTag().IsMatch(item.Value)))
            problems.Add($"versions.{service}", $"should be an image tag such as 7.17.12, was '{tag}'");
        if (!ImageReference().IsMatch(versions.CveDatabase))
        {
            problems.Add("cveDatabaseImage",
                $"should be an image with a tag, such as mongo:4, was '{versions.CveDatabase}'");
        }

        if (!RegistryHost().IsMatch(versions.Registry))
            problems.Add("registry.server", $"should be a host or host:port, was '{versions.Registry}'");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex JwtCharacters();

    [GeneratedRegex(@"\A[A-Za-z0-9._~-]+\z")]
    private static partial Regex UrlSafe();

    [GeneratedRegex(@"[?&]replicaSet=[^&]+")]
    private static partial Regex ReplicaSet();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex ImageTag();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:/-]*:[A-Za-z0-9_][A-Za-z0-9_.-]*\z")]
    private static partial Regex ImageReference();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?\z")]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"\A[0-9]+[kKmMgG]?\z")]
    private static partial Regex NginxSize();

    [GeneratedRegex(@"\ATLSv1\.[23]( TLSv1\.[23])*\z")]
    private static partial Regex NginxProtocols();
}
