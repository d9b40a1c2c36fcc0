using System.Net;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Files;

/// <summary>The load balancer's site and what belongs to it, from their templates.</summary>
internal static class NginxSite
{
    /// <summary>Chooses an app server for each request.</summary>
    public static string Balancer() => EmbeddedFile.Render(
        "load-balancer/balancer.lua",
        ("SERVERS", Places.NginxServers),
        ("UNHEALTHY", Places.NginxUnhealthy));

    /// <summary>Unit of the service that asks the app servers how they are.</summary>
    public static string WatchUnit(HealthSettings health) => EmbeddedFile.Render(
        "load-balancer/enginsight-watch.service",
        ("SERVERS", Places.NginxServers),
        ("UNHEALTHY", Places.NginxUnhealthy),
        ("SOCKET", Places.NginxSocket),
        ("API_PORT", $"{Places.ApiPort}"),
        ("UI_PORT", $"{Places.UiPort}"),
        ("API_HEALTH_PATH", health.ApiPath),
        ("UI_HEALTH_PATH", health.UiPath),
        ("HEALTHY_BELOW", $"{health.Below}"));

    /// <summary>What nginx's unit has besides Debian's.</summary>
    public static string NginxUnit() => EmbeddedFile.Render(
        "load-balancer/nginx.service.conf", ("SOCKET", Places.NginxSocket));

    /// <summary>The two names and the redirect.</summary>
    public static string Text(StackSettings settings)
    {
        var certificate = settings.Certificate;
        var tls = EmbeddedFile.Render(
            "load-balancer/tls.conf",
            ("CERTIFICATE", certificate.CertificatePath ?? Places.NginxCertificate),
            ("KEY", certificate.PrivateKeyPath ?? Places.NginxKey),
            ("TLS_PROTOCOLS", settings.LoadBalancer.TlsProtocols),
            ("CLIENT_MAX_BODY_SIZE", settings.LoadBalancer.ClientMaxBodySize));
        var proxy = EmbeddedFile.Render(
            "load-balancer/proxy.conf",
            ("PROXY_CONNECT_TIMEOUT", $"{settings.LoadBalancer.ProxyConnectTimeout}"),
            ("PROXY_READ_TIMEOUT", $"{settings.LoadBalancer.ProxyReadTimeout}"));
        var webSocket = EmbeddedFile.Render(
            "load-balancer/websocket.conf", ("WEBSOCKET_TIMEOUT", $"{settings.LoadBalancer.WebSocketTimeout}"));
        var rejectsUnknown = settings.LoadBalancer.RejectUnknownNames && !IsNamedByAddress(settings);
        return EmbeddedFile.Render(
            "load-balancer/ngs.conf",
            ("API_PORT", $"{Places.ApiPort}"),
            ("UI_PORT", $"{Places.UiPort}"),
            ("SOCKET", Places.NginxSocket),
            ("API_DOMAIN", ServerName(settings.ApiDomain)),
            ("APP_DOMAIN", ServerName(settings.AppDomain)),
            ("REDIRECT", certificate.Acme is null ? Redirect(settings) : ""),
            ("REJECT_UNKNOWN", rejectsUnknown ? RejectUnknown(settings) : ""),
            ("PROXY_LISTEN", ProxyListen(settings)),
            ("TLS", tls),
            ("PROXY", $"{TrustedProxies(settings)}{proxy.TrimEnd()}"),
            ("WEBSOCKET", webSocket.TrimEnd()));
    }

    /// <summary>Port 80 where the certificate comes by ACME: open before the rest, and in a file of its own.</summary>
    /// <param name="balancer">The load balancer that it is for.</param>
    public static string Acme(StackSettings settings, VmSettings balancer)
    {
        (string, string)[] values =
        [
            ("API_DOMAIN", ServerName(settings.ApiDomain)), ("APP_DOMAIN", ServerName(settings.AppDomain)),
            ("WEBROOT", Places.AcmeWebroot),
        ];
        return settings.Pair is null
            ? EmbeddedFile.Render("load-balancer/acme.conf", values)
            : EmbeddedFile.Render(
                "load-balancer/acme-pair.conf", [.. values, ("OTHER", settings.BesideOf(balancer).Address)]);
    }

    /// <summary>Unit of the service that makes nginx load a renewed certificate.</summary>
    public static string CertificateUnit(StackSettings settings) => EmbeddedFile.Render(
        "load-balancer/enginsight-certificate.service",
        ("CERTIFICATE", settings.Certificate.CertificatePath ?? Places.NginxCertificate),
        ("KEY", settings.Certificate.PrivateKeyPath ?? Places.NginxKey),
        ("NAME", settings.ApiDomain));

    private static string Redirect(StackSettings settings) => EmbeddedFile.Render(
        "load-balancer/redirect.conf",
        ("API_DOMAIN", ServerName(settings.ApiDomain)),
        ("APP_DOMAIN", ServerName(settings.AppDomain)));

    /// <summary>
    /// Clients name no server in the handshake when they were given an address, so none can be refused.
    /// </summary>
    private static bool IsNamedByAddress(StackSettings settings) =>
        IPAddress.TryParse(settings.AppDomain, out _) || IPAddress.TryParse(settings.ApiDomain, out _);

    private static string RejectUnknown(StackSettings settings) => EmbeddedFile.Render(
        "load-balancer/reject-unknown.conf", ("PROXY_LISTEN", ProxyListen(settings, " default_server")));

    /// <summary>Where proxies before the load balancer speak the PROXY protocol.</summary>
    private static string ProxyListen(StackSettings settings, string option = "")
    {
        if (settings.LoadBalancer.ProxyProtocolPort is not { } port)
            return "";
        var options = $"ssl http2 proxy_protocol{option};";
        return $"\n    listen {port} {options}\n    listen [::]:{port} {options}";
    }

    /// <summary>Proxies before the load balancer, which say whose request it is.</summary>
    private static string TrustedProxies(StackSettings settings) => settings.LoadBalancer.TrustedProxies.IsEmpty
        ? ""
        : string.Concat(settings.LoadBalancer.TrustedProxies.Select(proxy => $"    set_real_ip_from {proxy};\n"))
            + (settings.LoadBalancer.ProxyProtocolPort is null
                ? "    real_ip_header X-Forwarded-For;\n    real_ip_recursive on;\n\n"
                : "    real_ip_header proxy_protocol;\n\n");

    /// <summary>
    /// nginx keeps plain names in a table whose rows hold 46 characters; an expression may be longer. The directive for
    /// longer rows may stand once in all of the VM's configuration, and so is not ours to set.
    /// </summary>
    private static string ServerName(string domain)
    {
        const int longest = 46;
        if (domain.Contains(':'))
            return $"[{domain}]";
        return domain.Length <= longest ? domain : $"~^{domain.Replace(".", @"\.", StringComparison.Ordinal)}$";
    }
}
