using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using StandIn.Mongo;

namespace StandIn;

/// <summary>What the stand-ins use of the vendor's config.json; they read it strictly.</summary>
internal sealed partial record Settings(
    string JwtSecret, Uri Cache, MongoUri Database, MongoUri Cves, int Port, long MaxBodyBytes)
{
    /// <exception cref="FatalException">The file is missing, a directory or no JSON, or a value is wrong.</exception>
    public static Settings Read(string path)
    {
        if (Directory.Exists(path))
            throw new FatalException($"{path} is a directory: the file to mount did not exist");
        if (!File.Exists(path))
            throw new FatalException($"{path} does not exist");
        var text = File.ReadAllText(path);
        if (Placeholder().Match(text) is { Success: true } left)
            throw new FatalException($"{path} still has the placeholder {left.Value}");
        try
        {
            using var document = JsonDocument.Parse(text);
            return Bind(document.RootElement);
        }
        catch (JsonException)
        {
            throw new FatalException($"{path} is not valid JSON");
        }
    }

    private static Settings Bind(JsonElement root)
    {
        var secret = Text(root, "api", "jwt", "secret");
        if (!Secret().IsMatch(secret))
            throw new FatalException("api.jwt.secret is empty or invalid: it needs 32 or more of A-Z a-z 0-9 _ -");
        if (!Uri.TryCreate(Text(root, "cache"), UriKind.Absolute, out var cache) || cache.Scheme != "redis"
            || cache.Host.Length == 0)
            throw new FatalException("cache is not a redis:// URI with a host");
        var database = MongoUri.Parse("database.uriConnectionString", Text(root, "database", "uriConnectionString"));
        if (database.ReplicaSet is null)
            throw new FatalException("database.uriConnectionString: Invalid MongoDB URI, replicaSet is missing");
        return new Settings(secret, cache, database,
            MongoUri.Parse("cves.uriConnectionString", Text(root, "cves", "uriConnectionString")),
            Find(root, "api", "port") is { ValueKind: JsonValueKind.Number } port ? port.GetInt32() : 8080,
            Bytes(Text(root, "api", "clientMaxBodySize")));
    }

    private static string Text(JsonElement root, params string[] path) =>
        Find(root, path) is { ValueKind: JsonValueKind.String } value
            ? value.GetString()!
            : throw new FatalException($"{string.Join('.', path)} is missing");

    private static JsonElement? Find(JsonElement element, params string[] path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        return element;
    }

    private static long Bytes(string size) =>
        size.EndsWith("mb", StringComparison.OrdinalIgnoreCase)
        && long.TryParse(size[..^2], CultureInfo.InvariantCulture, out var megabytes)
            ? megabytes << 20
            : throw new FatalException("api.clientMaxBodySize is not a size such as 50mb");

    [GeneratedRegex("%%[A-Z_]+%%")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^[A-Za-z0-9_-]{32,}$")]
    private static partial Regex Secret();
}
