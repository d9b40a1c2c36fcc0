using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold before a certificate can be asked for by ACME.</summary>
internal static partial class AcmeRules
{
    private const string Section = "certificate.acme";

    public static void Check(AcmeSettings acme, StackSettings settings, SettingsProblems problems)
    {
        if (acme.Email.Length > 0 && !Email().IsMatch(acme.Email))
            problems.Add($"{Section}.email", $"should be one mail address, was {Shown.Quoted(acme.Email)}");
        if (!Server().IsMatch(acme.Server))
        {
            problems.Add($"{Section}.server",
                $"should be the https URL of the CA's directory, such as {AcmeSettings.LetsEncrypt}, was "
                + Shown.Quoted(acme.Server));
        }

        if (acme.KeyType is not ("ecdsa" or "rsa"))
            problems.Add($"{Section}.keyType", $"should be ecdsa or rsa, was {Shown.Quoted(acme.KeyType)}");
        if (acme.CaCertificate is { } certificate && CertificateChain.FormFlaw(certificate) is { } flaw)
            problems.Add($"{Section}.caCertificate", flaw);
        foreach (var (path, domain) in new[] { ("appDomain", settings.AppDomain), ("apiDomain", settings.ApiDomain) })
        {
            if (HostRules.IsAddress(domain))
                problems.Add(path, $"should be a name where certificate.acme is set, was the address '{domain}'");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"\Ahttps://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?\z")]
    private static partial Regex Server();
}
