namespace StandIn.Mongo;

/// <summary>A MongoDB connection string: its hosts with ports, and the replica set's name, null if none.</summary>
internal sealed record MongoUri(IReadOnlyList<string> Hosts, string? ReplicaSet)
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
        var replicaSet = query.Split('&').Select(pair => Split(pair, '='))
            .Where(pair => pair.Left == "replicaSet" && pair.Right.Length > 0).Select(pair => pair.Right);
        return new MongoUri([.. hosts.Split(',').Select(WithPort)], replicaSet.FirstOrDefault());
    }

    private static string WithPort(string host) => host.Contains(':') ? host : $"{host}:27017";

    private static (string Left, string Right) Split(string text, char separator) =>
        text.Split(separator, 2) is [var left, var right] ? (left, right) : (text, "");
}
