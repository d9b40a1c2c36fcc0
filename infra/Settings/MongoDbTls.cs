namespace Enginsight.Infra.Settings;

/// <summary>Files for MongoDB over TLS, which the containers find where the vendor's compose file has them.</summary>
/// <param name="CaCertificate">PEM certificate that MongoDB's has to be issued by; null for a public CA.</param>
/// <param name="ClientCertificate">PEM certificate and key that MongoDB asks for; null where it asks for none.</param>
public sealed record MongoDbTls(string? CaCertificate, SecretText? ClientCertificate)
{
    /// <summary>Path of the CA's certificate in the containers.</summary>
    public const string CaFile = "/etc/enginsight/ssl/ca.pem";

    /// <summary>Path of the client's certificate and key in the containers.</summary>
    public const string ClientFile = "/etc/enginsight/ssl/client.pem";

    private const string CaOption = "tlsCAFile";
    private const string ClientOption = "tlsCertificateKeyFile";

    public bool IsUsed => CaCertificate is not null || ClientCertificate is not null;

    /// <summary>The files by their path in the containers; of secrets, because a key is.</summary>
    public IEnumerable<(string Path, string Content)> Files
    {
        get
        {
            if (CaCertificate is { } ca)
                yield return (CaFile, ca);
            if (ClientCertificate is { } client)
                yield return (ClientFile, client.Reveal());
        }
    }

    /// <summary>A connection string with the options that these files take, where it does not have them.</summary>
    internal SecretText AddTo(SecretText uri)
    {
        if (!IsUsed)
            return uri;
        var text = uri.Reveal();
        if (!HasOption(text, "tls") && !HasOption(text, "ssl"))
            text = Add(text, "tls=true");
        if (CaCertificate is not null && !HasOption(text, CaOption))
            text = Add(text, $"{CaOption}={CaFile}");
        if (ClientCertificate is not null && !HasOption(text, ClientOption))
            text = Add(text, $"{ClientOption}={ClientFile}");
        return new SecretText(text);
    }

    /// <summary>Whether an option of a connection string names one of these files.</summary>
    internal bool Has(string option, string path) =>
        (option.Equals(CaOption, StringComparison.OrdinalIgnoreCase) && CaCertificate is not null && path == CaFile)
        || (option.Equals(ClientOption, StringComparison.OrdinalIgnoreCase)
            && ClientCertificate is not null && path == ClientFile);

    private static bool HasOption(string uri, string name) =>
        uri.Contains($"?{name}=", StringComparison.OrdinalIgnoreCase)
        || uri.Contains($"&{name}=", StringComparison.OrdinalIgnoreCase);

    private static string Add(string uri, string option) => $"{uri}{(uri.Contains('?') ? '&' : '?')}{option}";
}
