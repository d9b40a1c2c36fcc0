using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Files;

/// <summary>The docker-compose.yml of a VM, as the vendor writes it, with what the stack file adds.</summary>
/// <param name="Versions">Images of all services.</param>
/// <param name="Containers">What is added, by service.</param>
/// <param name="Tls">Files for MongoDB over TLS, which all that read config.json get.</param>
internal sealed record ComposeFile(
    ImageVersions Versions, ImmutableSortedDictionary<string, ContainerSettings> Containers, MongoDbTls Tls)
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public ComposeFile(StackSettings settings)
        : this(settings.Versions, settings.Containers, settings.Database.Tls)
    {
    }

    /// <param name="vm">Becomes the containers' host name.</param>
    public string ForAppServer(string vm) => EmbeddedFile.Render(
        "enterprise/docker-compose.app-server.yml",
        ("VM", vm),
        ("UI_IMAGE", Versions.Image(ImageVersions.Ui)),
        ("UI_PORT", $"{Places.UiPort}"),
        ("UI_MORE", More(ImageVersions.Ui)),
        ("SERVER_IMAGE", Versions.Image(ImageVersions.Server)),
        ("API_PORT", $"{Places.ApiPort}"),
        ("SERVER_MORE", More(ImageVersions.Server)));

    public string ForServices() => EmbeddedFile.Render(
        "enterprise/docker-compose.services.yml",
        ("CVE_DATABASE", Versions.CveDatabase),
        ("SERVICES", string.Concat(ImageVersions.Services.Select(Service)).TrimEnd()));

    /// <summary>Where a file of MongoDB over TLS is as it was given, below the installation's folder.</summary>
    /// <param name="path">Its path in the containers.</param>
    public static string GivenFile(string path) => $"conf/mongodb/{NameOf(path)}";

    /// <summary>
    /// Where the containers mount it from: a copy, which is made when their turn has come (enterprise/render.sh).
    /// </summary>
    private static string MountedFile(string path) => $"conf/services/ssl/{NameOf(path)}";

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>What these services mount of the VM itself, which has to be there.</summary>
    public string HostPaths(IEnumerable<string> services) => string.Join(' ', services
        .SelectMany(service => Containers.GetValueOrDefault(service, ContainerSettings.None).Volumes)
        .Select(volume => volume.Split(':')[0]).Distinct());

    /// <summary>Of the nine, only reporter-m4 reads the CVE database.</summary>
    private string Service(string service) => EmbeddedFile.Render(
        "enterprise/docker-compose.service.yml",
        ("SERVICE", service),
        ("IMAGE", Versions.Image(service)),
        ("NETWORKS", service == "reporter-m4"
            ? "    networks:\n    - mongodb-cves\n    depends_on:\n    - mongodb-cves\n"
            : ""),
        ("MORE", More(service)));

    /// <summary>Further mounts first, because the file's list of these comes last.</summary>
    private string More(string service)
    {
        var more = Containers.GetValueOrDefault(service, ContainerSettings.None);
        var tls = service == ImageVersions.Ui
            ? []
            : Tls.Files.Select(file => $"./{MountedFile(file.Path)}:{file.Path}");
        var lines = tls.Concat(more.Volumes).Select(volume => $"    - {Text(volume)}")
            .Concat(Block("environment", more.Environment.Select(item => $"      {item.Key}: {Text(item.Value)}")))
            .Concat(Block("extra_hosts", more.ExtraHosts.Select(host => $"    - {Text(host)}")));
        return string.Concat(lines.Select(line => $"\n{line}"));
    }

    private static IEnumerable<string> Block(string key, IEnumerable<string> lines) =>
        lines.ToArray() is { Length: > 0 } some ? some.Prepend($"    {key}:") : [];

    /// <summary>JSON's quotes are YAML's, too; compose takes $ for the beginning of a variable.</summary>
    private static string Text(string text) =>
        JsonSerializer.Serialize(text.Replace("$", "$$", StringComparison.Ordinal), Layout);
}
