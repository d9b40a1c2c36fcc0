using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>The registry as Docker reads it in an image's reference.</summary>
internal static partial class RegistryRules
{
    public static void Check(RegistrySettings registry, SettingsProblems problems)
    {
        PairRule.Check(problems, "registry", "username", registry.Username, "password", registry.Password);
        if (ProblemOf(registry) is { } problem)
            problems.Add("registry.server", problem);
        if (registry.Username is { } user && user.Any(char.IsControl))
            problems.Add("registry.username", $"should be one line, was {Shown.Quoted(user)}");
        if (registry is { Insecure: true, CaCertificate: not null })
            problems.Add("registry.insecure", "should be false where registry.caCertificate is set, was true");
        if (registry.CaCertificate is { } certificate && CertificateChain.FormFlaw(certificate) is { } flaw)
            problems.Add("registry.caCertificate", flaw);
    }

    /// <summary>What is wrong with registry.server.</summary>
    public static string? ProblemOf(RegistrySettings registry)
    {
        if (!Server().IsMatch(registry.Server))
        {
            return "should be a host, host:port, or one of them with a path in lower case, without https://, was "
                + Shown.Quoted(registry.Server);
        }

        return registry.Host.Contains('.') || registry.Host.Contains(':') || registry.Host == "localhost"
            ? null
            : "should begin with a full host name or with host:port, because Docker takes "
                + $"'{registry.Host}' for a user of Docker Hub";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*\z")]
    private static partial Regex Server();
}
