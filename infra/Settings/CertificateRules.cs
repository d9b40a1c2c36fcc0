namespace Enginsight.Infra.Settings;

/// <summary>A given certificate must be complete, belong to its key and cover both names.</summary>
internal static class CertificateRules
{
    private const string Section = "certificate";

    public static void Check(StackSettings settings, DateTimeOffset now, SettingsProblems problems)
    {
        var certificate = settings.Certificate;
        PairRule.Check(
            problems, Section, "certificate", certificate.Certificate, "privateKey", certificate.PrivateKey);
        PairRule.Check(problems, Section, "certificatePath", certificate.CertificatePath,
            "privateKeyPath", certificate.PrivateKeyPath);
        CheckPath(problems, "certificatePath", certificate.CertificatePath);
        CheckPath(problems, "privateKeyPath", certificate.PrivateKeyPath);
        if (new[] { certificate.IsGiven, certificate.IsOnVm, certificate.Acme is not null }.Count(isSet => isSet) > 1)
        {
            problems.Add(
                Section, "should have either PEM texts, or paths on the load balancer, or acme, has more than one");
        }

        if (certificate.Acme is { } acme)
            AcmeRules.Check(acme, settings, problems);
        if (certificate is { Certificate: { } chain, PrivateKey: { } privateKey })
            CheckPair(settings, chain, privateKey, now, problems);
    }

    /// <summary>In nginx's configuration these characters end a word or begin a variable.</summary>
    private static void CheckPath(SettingsProblems problems, string key, string? path)
    {
        if (path is not null && (!path.StartsWith('/') || path.Length > 1000
            || path.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || "'\"\\;{}$#".Contains(c))))
        {
            problems.Add($"{Section}.{key}",
                "should be an absolute path without blanks, quotes or any of \\ ; { } $ #, was " + Shown.Quoted(path));
        }
    }

    private static void CheckPair(
        StackSettings settings, string chain, SecretText privateKey, DateTimeOffset now, SettingsProblems problems)
    {
        foreach (var flaw in CertificateChain.Flaws(chain, [settings.AppDomain, settings.ApiDomain], now))
        {
            if (flaw.IsWarning)
                problems.Warn($"{Section}.certificate", flaw.Text);
            else
                problems.Add($"{Section}.certificate", flaw.Text);
        }

        if (CertificateKey.FlawOf(privateKey.Reveal(), chain) is { } keyFlaw)
            problems.Add($"{Section}.privateKey", keyFlaw);
    }
}
