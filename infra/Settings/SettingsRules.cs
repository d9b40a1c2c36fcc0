using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold between the settings before a VM is touched.</summary>
internal static partial class SettingsRules
{
    /// <param name="now">When a given certificate has to be valid.</param>
    public static void Check(StackSettings settings, DateTimeOffset now, SettingsProblems problems)
    {
        CheckDomains(settings, problems);
        VmRules.Check(settings, problems);
        if (settings.LoadBalancer.Vm.Ssh.Proxy is { } proxy)
            SshProxyRules.Check(proxy, problems);
        LoadBalancerRules.Check(settings, problems);
        PairRules.Check(settings, problems);
        if (settings.JwtSecret is { } jwt && !JwtCharacters().IsMatch(jwt.Reveal()))
        {
            problems.Add("jwtSecret",
                "should consist of A-Z a-z 0-9 _ and - only (others break the JSON and sed that the vendor's files "
                + "go through), has other characters");
        }

        CheckDatabase(settings.Database, problems);
        MembersRules.Check(settings, problems);
        AllowRules.Check(settings, problems);
        CertificateRules.Check(settings, now, problems);
        MailRules.Check(settings.Mail, problems);
        RegistryRules.Check(settings.Registry, problems);
        CheckTags(settings.Versions, problems);
        if (settings.HttpProxy is { } httpProxy)
            HttpProxyRules.Check(httpProxy, problems);
        if (settings.LoadBalancer.Vm.Ssh.SudoPassword is { } password && password.Reveal().Any(char.IsControl))
            problems.Add("ssh.sudoPassword", "should be a single line, has other characters");
        if (settings.Bundle is { } bundle)
            CheckBundle(bundle, settings, problems);
        if (settings.BundleSigner is { } signer)
            CheckSigner(signer, settings, problems);
        if (!NginxSize().IsMatch(settings.LoadBalancer.ClientMaxBodySize))
        {
            problems.Add("loadBalancer.clientMaxBodySize",
                $"should be a size as nginx writes it, such as 200m, was "
                + Shown.Quoted(settings.LoadBalancer.ClientMaxBodySize));
        }

        if (!NginxProtocols().IsMatch(settings.LoadBalancer.TlsProtocols))
        {
            problems.Add("loadBalancer.tlsProtocols",
                $"should name TLSv1.2, TLSv1.3 or both, was {Shown.Quoted(settings.LoadBalancer.TlsProtocols)}");
        }
    }

    private static void CheckDomains(StackSettings settings, SettingsProblems problems)
    {
        foreach (var (path, domain) in new[] { ("appDomain", settings.AppDomain), ("apiDomain", settings.ApiDomain) })
        {
            if (domain.Length > 0 && !HostRules.IsHostName(domain) && !HostRules.IsAddress(domain))
                problems.Add(path, $"should be a host name without https:// and path, was {Shown.Quoted(domain)}");
        }

        if (settings.AppDomain.Length > 0
            && HostRules.Canonical(settings.AppDomain) == HostRules.Canonical(settings.ApiDomain))
        {
            problems.Add(
                "apiDomain", $"should differ from appDomain, both are {Shown.Quoted(settings.ApiDomain)}");
        }
    }

    private static void CheckDatabase(DatabaseSettings database, SettingsProblems problems)
    {
        if (database.MongoDbUri is { } uri)
            MongoDbRules.Check(database.Tls.AddTo(uri), database.Tls, problems);
        MongoDbRules.Check(database.Tls, problems);
        if (database.RedisPassword is { } password && !UrlSafe().IsMatch(password.Reveal()))
        {
            problems.Add("database.redisPassword",
                "should consist of A-Z a-z 0-9 . _ ~ and - only (it stands in a URL), has other characters");
        }

        if (database is { RedisPasswordless: true, RedisPassword: not null })
            problems.Add("database.redisPasswordless", "should be false where database.redisPassword is set, was true");
    }

    private static void CheckTags(ImageVersions versions, SettingsProblems problems)
    {
        foreach (var (service, tag) in versions.Tags.Where(item => !ImageTag().IsMatch(item.Value)))
            problems.Add($"versions.{service}", $"should be an image tag such as 7.17.12, was {Shown.Quoted(tag)}");
        if (!ImageReference().IsMatch(versions.CveDatabase))
        {
            problems.Add("cveDatabaseImage",
                $"should be an image with a tag, such as mongo:4, was {Shown.Quoted(versions.CveDatabase)}");
        }
    }

    private static void CheckBundle(string folder, StackSettings settings, SettingsProblems problems)
    {
        if (folder.Any(char.IsControl) || folder.StartsWith('-'))
            problems.Add("bundle", $"should be the folder of an unpacked bundle, was {Shown.Quoted(folder)}");
        if (settings.LoadBalancer.Vm.Ssh.SudoPassword is not null)
        {
            problems.Add("bundle", "should be left out where ssh.sudoPassword is set, because files reach the VMs only "
                + "as root or by a sudo that asks for nothing, is set");
        }

        if (settings.Versions.CveDatabase.Contains('@'))
        {
            problems.Add("cveDatabaseImage", "should have a tag and no digest where bundle is set, because an image "
                + $"that is loaded from a file has none, was {Shown.Quoted(settings.Versions.CveDatabase)}");
        }
    }

    private static void CheckSigner(string key, StackSettings settings, SettingsProblems problems)
    {
        if (settings.Bundle is null)
            problems.Add("bundleSigner", "should be left out where bundle is not set, is set");
        if (!VmRules.IsPublicKey(key))
        {
            problems.Add("bundleSigner", "should be the one line of a public key such as 'ssh-ed25519 AAAA...' "
                + $"(KEY.pub of the key that ./scripts/bundle --sign was given), was {Shown.Quoted(key)}");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex JwtCharacters();

    [GeneratedRegex(@"\A[A-Za-z0-9._~-]+\z")]
    private static partial Regex UrlSafe();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex ImageTag();

    /// <summary>A reference of Docker's, with a tag, a digest or both.</summary>
    [GeneratedRegex(@"\A([A-Za-z0-9.-]+(:[0-9]{1,5})?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
        + @"(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})\z")]
    private static partial Regex ImageReference();

    /// <summary>As many digits as nginx can count with.</summary>
    [GeneratedRegex(@"\A([0-9]{1,9}[kKmMgG]|[0-9]{1,18})\z")]
    private static partial Regex NginxSize();

    [GeneratedRegex(@"\ATLSv1\.[23]( TLSv1\.[23])*\z")]
    private static partial Regex NginxProtocols();
}
