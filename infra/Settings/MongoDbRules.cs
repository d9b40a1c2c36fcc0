namespace Enginsight.Infra.Settings;

/// <summary>What this topology asks of a connection string that a driver would take.</summary>
internal static class MongoDbRules
{
    private const string Path = "database.mongoDbUri";
    private const string Form = "mongodb://HOST:27017/enginsight?replicaSet=rs0";

    public static void Check(SecretText uri, MongoDbTls tls, SettingsProblems problems)
    {
        try
        {
            if (ProblemOf(MongoDbUri.Parse(uri.Reveal()), tls) is { } problem)
                problems.Add(Path, problem);
        }
        catch (FormatException e)
        {
            problems.Add(Path, $"should look like {Form}, {e.Message}");
        }
    }

    /// <summary>Null where it fits.</summary>
    public static string? ProblemOf(MongoDbUri uri, MongoDbTls? tls = null)
    {
        if (!uri.IsFromDns && string.IsNullOrEmpty(uri.ReplicaSet))
            return $"should name the replica set, as in {Form}, has no replicaSet";
        if (uri.Database.Length == 0)
        {
            return $"should name the data base, as in {Form}, has none between the host and the ? "
                + "(drivers would use one that is called test)";
        }

        if (uri.Hosts.Any(host => HostRules.IsLoopback(host.Name)))
        {
            return "should name the database VM as the others reach it; localhost, 127.0.0.1, 0.0.0.0 and ::1 are the "
                + "container itself, wherever it runs";
        }

        if (uri.Hosts.Any(host => HostRules.IsIPv6(host.Name)))
            return "should name hosts by IPv4 address or by name: containers on Docker's networks have no IPv6";
        if (tls?.IsUsed == true && !uri.Tls)
            return "should not say tls=false where database.tls is set";
        var unknown = uri.Files.Where(file => tls?.Has(file.Option, file.Path) != true).Select(file => file.Option)
            .ToArray();
        return unknown.Length == 0
            ? null
            : $"should name no files, has {string.Join(" and ", unknown)}: the containers do not have them; set "
                + "database.tls.caCertificate and database.tls.clientCertificate, and leave these options out";
    }

    /// <summary>The files themselves.</summary>
    public static void Check(MongoDbTls tls, SettingsProblems problems)
    {
        const string section = "database.tls";
        if (tls.CaCertificate is { } ca && CertificateChain.FormFlaw(ca) is { } flaw)
            problems.Add($"{section}.caCertificate", flaw);
        if (tls.ClientCertificate is not { } client)
            return;
        var labels = PemText.Labels(client.Reveal());
        if (!labels.Contains("CERTIFICATE")
            || labels.Count(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)) != 1
            || PemText.Blocks(client.Reveal()).Length != labels.Length)
        {
            problems.Add($"{section}.clientCertificate", "should be the client's certificate and its key in one PEM "
                + "text (cat client.crt client.key), is not");
        }
        else if (labels.Contains("ENCRYPTED PRIVATE KEY")
            || client.Reveal().Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            problems.Add($"{section}.clientCertificate",
                "should have a key without a passphrase, is encrypted: openssl pkey -in KEY -out plain.key");
        }
    }
}
