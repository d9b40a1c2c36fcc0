using System.Collections.Immutable;

namespace Enginsight.Infra.Settings;

/// <summary>The image of every service: names are the vendor's, tags are configuration.</summary>
/// <param name="Repository">What the references start with, such as registry.enginsight.com/enginsight.</param>
/// <param name="Tags">Tag by service name, for all known services.</param>
/// <param name="CveDatabase">Full reference of the CVE database's image. Default: mongo:4.</param>
public sealed record ImageVersions(
    string Repository, ImmutableSortedDictionary<string, string> Tags, string CveDatabase)
{
    /// <summary>The user interface, served on port 80.</summary>
    public const string Ui = "ui-m1";

    /// <summary>The API, served on port 8080.</summary>
    public const string Server = "server-m2";

    /// <summary>The nine services of the services VM, in the order of the vendor's compose file.</summary>
    public static readonly ImmutableArray<string> Services =
    [
        "sentinel-m3", "reporter-m4", "profiler-m22", "anomalies-m28", "scheduler-m29",
        "updater-m34", "generator-m35", "historian-m38", "themis-m43",
    ];

    /// <summary>
    /// Tags of the vendor's docker-compose.yml of 2026-08-07 (github.com/enginsight/enterprise), for services that the
    /// stack file does not pin.
    /// </summary>
    public static readonly ImmutableSortedDictionary<string, string> Defaults = new Dictionary<string, string>
    {
        [Ui] = "7.17.12",
        [Server] = "7.17.31",
        ["sentinel-m3"] = "3.3.5",
        ["reporter-m4"] = "3.6.6",
        ["profiler-m22"] = "4.0.6",
        ["anomalies-m28"] = "3.0.1",
        ["scheduler-m29"] = "2.0.7",
        ["updater-m34"] = "3.0.5",
        ["generator-m35"] = "1.15.34",
        ["historian-m38"] = "2.4.1",
        ["themis-m43"] = "2.2.36",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>References of the images that an app server runs.</summary>
    public ImmutableArray<string> ForAppServer => [Image(Ui), Image(Server)];

    /// <summary>
    /// References of the images that the services VM runs; that of the CVE database may come from elsewhere.
    /// </summary>
    public ImmutableArray<string> ForServices => [CveDatabase, .. Services.Select(Image)];

    /// <summary>Full image reference of a service.</summary>
    public string Image(string service) => $"{Repository}/{service}:{Tags[service]}";
}
