using System.Net;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Files;

/// <summary>The load balancer's site, from its templates.</summary>
internal static class NginxSite
{
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
        return EmbeddedFile.Render(
            "load-balancer/ngs.conf",
            ("API_DOMAIN", ServerName(settings.ApiDomain)),
            ("APP_DOMAIN", ServerName(settings.AppDomain)),
            ("REJECT_UNKNOWN",
                IsNamedByAddress(settings) ? "" : EmbeddedFile.Read("load-balancer/reject-unknown.conf")),
            ("TLS", tls),
            ("PROXY", proxy.TrimEnd()));
    }

    /// <summary>
    /// Clients name no server in the handshake when they were given an address, so none can be refused.
    /// </summary>
    private static bool IsNamedByAddress(StackSettings settings) =>
        IPAddress.TryParse(settings.AppDomain, out _) || IPAddress.TryParse(settings.ApiDomain, out _);

    private static string ServerName(string domain) => domain.Contains(':') ? $"[{domain}]" : domain;
}
