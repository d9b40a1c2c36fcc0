using System.Collections.Immutable;
using System.Globalization;

namespace Enginsight.Infra.Files;

/// <summary>
/// Ports and paths on the VMs. They stand in the two places.sh, which the scripts read: each once, and only there.
/// </summary>
internal static class Places
{
    private static readonly ImmutableDictionary<string, string> Values = new[] { "remote", "virtual-address" }
        .SelectMany(folder => EmbeddedFile.Read($"{folder}/places.sh").Split('\n'))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('=', 2))
        .ToImmutableDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Port of ui-m1 on an app server.</summary>
    public static int UiPort => Port("ui_port");

    /// <summary>Port of server-m2 on an app server.</summary>
    public static int ApiPort => Port("api_port");

    public static int MongoDbPort => Port("mongodb_port");

    public static int RedisPort => Port("redis_port");

    /// <summary>Folder of the vendor's installation on a Docker VM.</summary>
    public static string Enterprise => Values["enterprise"];

    public static string ComposeFile => $"{Enterprise}/docker-compose.yml";

    /// <summary>Environment variables of programs that go through the site's HTTP proxy.</summary>
    public static string ProxyEnvironment => Values["proxy_environment"];

    /// <summary>The load balancer's site.</summary>
    public static string NginxSite => Values["nginx_site"];

    /// <summary>The app servers' places in the upstreams, a line each.</summary>
    public static string NginxServers => Values["nginx_servers"];

    /// <summary>What chooses an app server for each request.</summary>
    public static string NginxBalancer => Values["nginx_balancer"];

    /// <summary>Ports of app servers that the watch found unhealthy, a line each.</summary>
    public static string NginxUnhealthy => Values["nginx_unhealthy"];

    /// <summary>Socket by which nginx is told that one of these two files has changed.</summary>
    public static string NginxSocket => Values["nginx_socket"];

    /// <summary>Chain of a certificate that the program writes.</summary>
    public static string NginxCertificate => Values["nginx_certificate"];

    /// <summary>Key of a certificate that the program writes.</summary>
    public static string NginxKey => Values["nginx_key"];

    /// <summary>What answers on port 80 where the certificate comes by ACME.</summary>
    public static string NginxAcme => Values["nginx_acme"];

    /// <summary>Folder of the answers to the CA's questions.</summary>
    public static string AcmeWebroot => Values["acme_webroot"];

    /// <summary>keepalived's configuration on a load balancer of two.</summary>
    public static string KeepalivedConf => Values["keepalived_conf"];

    /// <summary>Not 0 while nginx does not run there.</summary>
    public static string KeepalivedStopped => Values["keepalived_stopped"];

    /// <summary>Not 0 while something is changed there.</summary>
    public static string KeepalivedLeaving => Values["keepalived_leaving"];

    /// <summary>There while this VM has the virtual address.</summary>
    public static string KeepalivedHere => Values["keepalived_here"];

    private static int Port(string name) => int.Parse(Values[name], CultureInfo.InvariantCulture);
}
