using System.Collections.Immutable;
using System.Globalization;

namespace Enginsight.Infra.Settings;

/// <param name="Name">Host name in lower case, or IP address; IPv6 without brackets.</param>
public sealed record MongoDbHost(string Name, int Port);

/// <summary>
/// A connection string of MongoDB, read as its drivers read it
/// (github.com/mongodb/specifications, connection-string and initial-dns-seedlist-discovery).
/// </summary>
/// <param name="IsFromDns">
/// mongodb+srv: the one host is a name whose DNS records name the members, and often the replica set.
/// </param>
/// <param name="Hosts">In the order of the URI; with <paramref name="IsFromDns"/> the name to look up.</param>
/// <param name="Database">Empty where the URI names none: drivers then use one that is called test.</param>
/// <param name="ReplicaSet">Null where the URI does not say.</param>
/// <param name="Tls">Whether drivers use TLS; mongodb+srv does unless told otherwise.</param>
/// <param name="Files">Options that name files, such as tlsCAFile, which have to be where the driver runs.</param>
public sealed record MongoDbUri(
    bool IsFromDns, ImmutableArray<MongoDbHost> Hosts, string Database, string? ReplicaSet, bool Tls,
    ImmutableArray<(string Option, string Path)> Files)
{
    /// <summary>Whether it has a user's name.</summary>
    public bool HasLogin { get; init; }

    public const int DefaultPort = 27017;
    private const string Escape = "a user name or password has to have %3A for :, %2F for /, %3F for ?, %23 for #, "
        + "%5B for [, %5D for ], %40 for @ and %25 for %";

    /// <exception cref="FormatException">
    /// A driver would refuse it. The message says what is wrong and quotes nothing, because any part of a URI that
    /// cannot be read may be a password.
    /// </exception>
    public static MongoDbUri Parse(string text)
    {
        var fromDns = text.StartsWith("mongodb+srv://", StringComparison.Ordinal);
        if (!fromDns && !text.StartsWith("mongodb://", StringComparison.Ordinal))
            throw new FormatException("does not begin with mongodb:// or mongodb+srv://");
        if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            throw new FormatException("has a blank in it");
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var pathAt = rest.IndexOfAny(['/', '?']);
        var (authority, path) = pathAt < 0 ? (rest, "") : (rest[..pathAt], rest[pathAt..]);
        var (database, query) = path.Split('?', 2) is [var first, var second] ? (first, second) : (path, "");
        // Some drivers take everything before an @ for user and password, wherever it stands.
        if (path.Contains('@') || authority.Count(c => c == '@') > 1)
            throw new FormatException($"has an @ too many (in options it is %40, too); {Escape}");
        CheckUser(authority);
        var options = MongoDbOptions.Parse(query);
        return new MongoDbUri(
            fromDns,
            HostsOf(authority[(authority.IndexOf('@') + 1)..], fromDns, options),
            DatabaseName(database),
            options.Text("replicaSet"),
            options.Tls() ?? fromDns,
            options.Files)
        {
            HasLogin = authority.Contains('@'),
        };
    }

    private static void CheckUser(string authority)
    {
        if (!authority.Contains('@'))
            return;
        var words = authority.Split('@')[0].Split(':');
        if (words[0].Length == 0)
            throw new FormatException("has an @ without a user name before it");
        if (words.Length > 2 || words.Any(word => word.AsSpan().ContainsAny("[]#") || !MongoDbOptions.IsEscaped(word)))
            throw new FormatException($"has a character in user name or password that is not escaped; {Escape}");
    }

    private static ImmutableArray<MongoDbHost> HostsOf(string text, bool fromDns, MongoDbOptions options)
    {
        ImmutableArray<MongoDbHost> hosts = [.. text.Split(',').Select(Host)];
        if (fromDns && (hosts.Length != 1 || text.Contains(':') || !hosts[0].Name.Contains('.')
            || HostRules.IsAddress(hosts[0].Name)))
            throw new FormatException("should name one host after mongodb+srv://, by its full name and without a port");
        if (hosts.Length > 1 && options.Flag("directConnection") == true)
            throw new FormatException("has directConnection=true, which goes with one host only");
        return options.Flag("loadBalanced") == true
            ? throw new FormatException("has loadBalanced=true, which does not go with a replica set")
            : hosts;
    }

    private static MongoDbHost Host(string text)
    {
        if (text.Length == 0)
            throw new FormatException("has no host where one should be (after ://, @ or a comma)");
        if (text.Contains("%2f", StringComparison.OrdinalIgnoreCase))
            throw new FormatException("names a socket file, which containers on other VMs cannot reach");
        var end = text[0] == '[' ? text.IndexOf(']') + 1 : text.IndexOf(':');
        if (end < 0)
            end = text.Length;
        var (name, port) = (text[..end], text[end..]);
        if (port.LastIndexOf(':') > 0)
            throw new FormatException($"has a host with several colons: IPv6 stands in brackets, and {Escape}");
        return new MongoDbHost(HostName(name), port.Length == 0 ? DefaultPort : Port(port));
    }

    private static string HostName(string text)
    {
        var inner = text.Trim('[', ']');
        var isRight = text.StartsWith('[')
            ? text == $"[{inner}]" && HostRules.IsIPv6(inner)
            : HostRules.IsAddress(text) || HostRules.IsHostName(text.Replace('_', '-'));
        return isRight
            ? HostRules.Canonical(inner)
            : throw new FormatException("has a host that is neither a name nor an IP address");
    }

    private static int Port(string text) =>
        text[0] == ':' && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is >= 1 and <= 65535
            ? port
            : throw new FormatException($"has a port that is no number from 1 to 65535; {Escape}");

    private static string DatabaseName(string path)
    {
        if (!MongoDbOptions.IsEscaped(path))
            throw new FormatException("has a % in the name of its data base that begins no escape");
        var name = Uri.UnescapeDataString(path.TrimStart('/'));
        return name.Length <= 63 && !path.StartsWith("//", StringComparison.Ordinal)
            && !name.AsSpan().ContainsAny("/\\. \"$\0")
            ? name
            : throw new FormatException("has a name of its data base that MongoDB does not take");
    }
}
