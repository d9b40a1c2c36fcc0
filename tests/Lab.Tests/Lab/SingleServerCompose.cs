using System.Text;
using Enginsight.Infra.Settings;

namespace Enginsight.Lab.Tests.Lab;

/// <summary>
/// The docker-compose.yml of an installation on one server: everything side by side, with a redis of its own that the
/// services reach by its name.
/// </summary>
internal static class SingleServerCompose
{
    public static string Text()
    {
        var file = new StringBuilder("version: \"3\"\nservices:\n");
        Add(file, "mongodb-cves", "mongo:4", "networks: [mongodb-cves]");
        Add(file, "redis", "redis:7-alpine", "networks: [redis]",
            "command: [sh, -c, \"rm -f /data/dump.rdb && redis-server\"]");
        Add(file, "ui-m1", Image("ui-m1"), "ports: [\"80:80\"]",
            "volumes: [\"./conf/ui-m1/environment.js.production:/opt/enginsight/ui-m1/config/environment.js\"]");
        Add(file, "server-m2", Image("server-m2"), "ports: [\"8080:8080\"]", "networks: [redis]", "depends_on: [redis]",
            Configuration("server-m2"));
        foreach (var service in ImageVersions.Services)
        {
            var networks = service == "reporter-m4" ? "redis, mongodb-cves" : "redis";
            Add(file, service, Image(service), $"networks: [{networks}]", $"depends_on: [{networks}]",
                Configuration(service));
        }

        return file.Append("networks: {redis: {}, mongodb-cves: {}}\n").ToString();
    }

    private static void Add(StringBuilder file, string service, string image, params string[] lines)
    {
        file.Append($"  {service}:\n    image: {image}\n    restart: always\n");
        foreach (var line in lines)
            file.Append($"    {line}\n");
    }

    private static string Image(string service) =>
        $"registry.enginsight.com/enginsight/{service}:{ImageVersions.Defaults[service]}";

    private static string Configuration(string service) =>
        $"volumes: [\"./conf/services/config.json.production:/etc/enginsight/{service}/config.json\"]";
}
