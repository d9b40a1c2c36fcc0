using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Files;

/// <summary>The docker-compose.yml of a VM, as the vendor writes it.</summary>
internal static class ComposeFile
{
    /// <param name="vm">Becomes the containers' host name.</param>
    /// <param name="versions">Images of both services.</param>
    public static string ForAppServer(string vm, ImageVersions versions) => EmbeddedFile.Render(
        "enterprise/docker-compose.app-server.yml",
        ("VM", vm),
        ("UI_IMAGE", versions.Image(ImageVersions.Ui)),
        ("UI_PORT", $"{Places.UiPort}"),
        ("SERVER_IMAGE", versions.Image(ImageVersions.Server)),
        ("API_PORT", $"{Places.ApiPort}"));

    public static string ForServices(ImageVersions versions) => EmbeddedFile.Render(
        "enterprise/docker-compose.services.yml",
        ("CVE_DATABASE", versions.CveDatabase),
        ("SERVICES", string.Concat(ImageVersions.Services.Select(service => Service(service, versions))).TrimEnd()));

    /// <summary>Of the nine, only reporter-m4 reads the CVE database.</summary>
    private static string Service(string service, ImageVersions versions) => EmbeddedFile.Render(
        "enterprise/docker-compose.service.yml",
        ("SERVICE", service),
        ("IMAGE", versions.Image(service)),
        ("NETWORKS", service == "reporter-m4"
            ? "    networks:\n    - mongodb-cves\n    depends_on:\n    - mongodb-cves\n"
            : ""));
}
