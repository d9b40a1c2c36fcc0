using System.Text.Json;
using Enginsight.Infra.Files;

namespace Enginsight.Ops.Adopt;

/// <summary>What somebody has changed in config.json beyond what the stack configuration can say.</summary>
internal static class ForeignSettings
{
    /// <summary>Keys that have a setting of their own; of email, those that mails are sent with.</summary>
    private static readonly HashSet<string> Known =
    [
        "onpremise.twoFactor.enabled", "api.url", "api.jwt.secret", "database.uriConnectionString", "cache", "app.host",
        "email.sender", "email.host", "email.port", "email.sslTls", "email.user", "email.pass",
    ];

    /// <summary>Paths of the values that differ from the vendor's and are not taken over.</summary>
    public static IEnumerable<string> In(JsonElement configuration)
    {
        using var template = JsonDocument.Parse(ServiceConfiguration.Template(null, false));
        var vendor = Leaves("", template.RootElement).ToDictionary(leaf => leaf.Path, leaf => leaf.Value);
        return Leaves("", configuration)
            .Where(leaf => !Known.Contains(leaf.Path) && vendor.GetValueOrDefault(leaf.Path, "") != leaf.Value)
            .Select(leaf => leaf.Path)
            .ToArray();
    }

    private static IEnumerable<(string Path, string Value)> Leaves(string path, JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject()
                .SelectMany(item => Leaves(path.Length == 0 ? item.Name : $"{path}.{item.Name}", item.Value)),
            JsonValueKind.String => [(path, element.GetString()!)],
            JsonValueKind.Null => [],
            _ => [(path, element.GetRawText())],
        };
}
