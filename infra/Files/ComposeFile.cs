using System.Text;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Files;

/// <summary>
/// The docker-compose.yml of a VM, as the vendor writes it. A label on each container holds the checksum of the file
/// that it reads, because compose does not see what changes behind a bind mount.
/// </summary>
internal static class ComposeFile
{
    public const string Path = "/opt/enginsight/enterprise/docker-compose.yml";

    /// <param name="vm">Becomes the containers' host name, so that logs tell where they come from.</param>
    /// <param name="versions">Images of both services.</param>
    public static string ForAppServer(string vm, ImageVersions versions) => $"""
        version: "3"
        services:
          ui-m1:
            image: {versions.Image(ImageVersions.Ui)}
            hostname: {vm}
            ports:
            - "80:80"
            restart: always
            labels:
              environment-sha256: "${"{"}ENVIRONMENT_SHA256{"}"}"
            volumes:
            - "./conf/ui-m1/environment.js.production:/opt/enginsight/ui-m1/config/environment.js"

          server-m2:
            image: {versions.Image(ImageVersions.Server)}
            hostname: {vm}
            ports:
            - "8080:8080"
            restart: always
            labels:
              config-sha256: "${"{"}CONFIG_SHA256{"}"}"
            volumes:
            - "./conf/services/config.json.production:/etc/enginsight/server-m2/config.json"

        """;

    public static string ForServices(ImageVersions versions)
    {
        var file = new StringBuilder($"""
            version: "3"
            services:
              mongodb-cves:
                image: {versions.CveDatabase}
                networks:
                - mongodb-cves
                restart: always
                volumes:
                - mongodb-cves-volume:/data/db


            """);
        foreach (var service in ImageVersions.Services)
            file.Append(Service(service, versions));
        return file.Append("networks:\n  mongodb-cves:\n\nvolumes:\n  mongodb-cves-volume:\n").ToString();
    }

    /// <summary>Of the nine, only reporter-m4 reads the CVE database.</summary>
    private static string Service(string service, ImageVersions versions)
    {
        var cves = service == "reporter-m4"
            ? "    networks:\n    - mongodb-cves\n    depends_on:\n    - mongodb-cves\n"
            : "";
        return $"""
              {service}:
                image: {versions.Image(service)}
            {cves}    restart: always
                labels:
                  config-sha256: "${"{"}CONFIG_SHA256{"}"}"
                volumes:
                - "./conf/services/config.json.production:/etc/enginsight/{service}/config.json"


            """;
    }
}
