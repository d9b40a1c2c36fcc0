using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Enginsight.Infra.Settings;

/// <summary>A given certificate must be complete, belong to its key and cover both names.</summary>
internal static class CertificateRules
{
    public static void Check(StackSettings settings, SettingsProblems problems)
    {
        var certificate = settings.Certificate;
        CheckBoth(problems, "certificate", certificate.Certificate, "privateKey", certificate.PrivateKey);
        CheckBoth(
            problems, "certificatePath", certificate.CertificatePath, "privateKeyPath", certificate.PrivateKeyPath);
        foreach (var (key, path) in new[]
        {
            ("certificatePath", certificate.CertificatePath), ("privateKeyPath", certificate.PrivateKeyPath),
        })
        {
            if (path is not null &&
                (!path.StartsWith('/') || path.Any(c => char.IsWhiteSpace(c) || c is ';' or '\'' or '"')))
            {
                problems.Add($"certificate.{key}",
                    $"should be an absolute path without blanks or quotes, was '{path}'");
            }
        }

        if (certificate is { IsGiven: true, IsOnVm: true })
            problems.Add("certificate", "should have either PEM texts or paths on the load balancer, has both");
        if (certificate is { Certificate: { } chain, PrivateKey: { } privateKey })
            CheckPair(settings, chain, privateKey, problems);
    }

    private static void CheckBoth(SettingsProblems problems, string key, object? value, string otherKey, object? other)
    {
        if (value is not null && other is null)
        {
            problems.Add($"certificate.{otherKey}",
                $"is missing; certificate.{key} is set, and the two belong together");
        }

        if (value is null && other is not null)
        {
            problems.Add($"certificate.{key}",
                $"is missing; certificate.{otherKey} is set, and the two belong together");
        }
    }

    private static void CheckPair(
        StackSettings settings, string chain, SecretText privateKey, SettingsProblems problems)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509Certificate2.CreateFromPem(chain);
        }
        catch (CryptographicException)
        {
            problems.Add("certificate.certificate",
                "should be a PEM chain, leaf first (-----BEGIN CERTIFICATE-----), is not");
            return;
        }

        using (certificate)
        {
            CheckKey(chain, privateKey, problems);
            foreach (var name in new[] { settings.AppDomain, settings.ApiDomain })
            {
                if (name.Length > 0 && !certificate.MatchesHostname(name))
                {
                    problems.Add("certificate.certificate",
                        $"should be valid for {name}, is for {certificate.Subject} only");
                }
            }

            if (certificate.NotAfter < DateTime.Now)
                problems.Add("certificate.certificate", $"should be valid, ended on {certificate.NotAfter:yyyy-MM-dd}");
        }
    }

    private static void CheckKey(string chain, SecretText privateKey, SettingsProblems problems)
    {
        try
        {
            using var pair = X509Certificate2.CreateFromPem(chain, privateKey.Reveal());
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            problems.Add("certificate.privateKey",
                "should be the unencrypted PEM key of certificate.certificate, does not match it");
        }
    }
}
