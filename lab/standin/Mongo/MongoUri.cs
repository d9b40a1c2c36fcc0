namespace StandIn.Mongo;

/// <summary>What is used of a MongoDB connection string.</summary>
/// <param name="Hosts">With ports.</param>
/// <param name="ReplicaSet">The set's name; null if none.</param>
/// <param name="Tls">Null speaks in plain.</param>
internal sealed record MongoUri(IReadOnlyList<string> Hosts, string? ReplicaSet, MongoTls? Tls)
{
    private const string Scheme = "mongodb://";

    /// <param name="setting">Where the text stands, for the error.</param>
    /// <param name="text">The connection string.</param>
    /// <exception cref="FatalException">The text is no such URI.</exception>
    public static MongoUri Parse(string setting, string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            throw new FatalException($"{setting} is not a {Scheme} URI");
        var (path, query) = Split(text[Scheme.Length..], '?');
        var hosts = Split(path, '/').Left;
        hosts = hosts[(hosts.LastIndexOf('@') + 1)..];
        if (hosts.Length == 0)
            throw new FatalException($"{setting} names no host");
        var options = query.Split('&').Select(pair => Split(pair, '=')).Where(pair => pair.Right.Length > 0)
            .DistinctBy(pair => pair.Left, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                pair => pair.Left, pair => Uri.UnescapeDataString(pair.Right), StringComparer.OrdinalIgnoreCase);
        var tls = (options.GetValueOrDefault("tls") ?? options.GetValueOrDefault("ssl")) == "true"
            ? new MongoTls(options.GetValueOrDefault("tlsCAFile"), options.GetValueOrDefault("tlsCertificateKeyFile"))
            : null;
        return new MongoUri([.. hosts.Split(',').Select(WithPort)], options.GetValueOrDefault("replicaSet"), tls);
    }

    private static string WithPort(string host) => host.Contains(':') ? host : $"{host}:27017";

    private static (string Left, string Right) Split(string text, char separator) =>
        text.Split(separator, 2) is [var left, var right] ? (left, right) : (text, "");
}
