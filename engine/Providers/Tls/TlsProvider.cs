using Engine.Protocol;

namespace Engine.Providers.Tls;

/// <summary>pulumi-tls 5.5.1: keys, certificate requests and certificates, made in this process.</summary>
/// <param name="clock">Decides when a certificate is due for renewal, and stamps new ones.</param>
internal sealed class TlsProvider(TimeProvider clock)
    : PackageProvider("tls", new Dictionary<string, ResourceHandler>
    {
        ["tls:index/privateKey:PrivateKey"] = new PrivateKeyHandler(),
        ["tls:index/certRequest:CertRequest"] = new CertRequestHandler(),
        ["tls:index/selfSignedCert:SelfSignedCert"] = new SelfSignedCertHandler(clock),
        ["tls:index/locallySignedCert:LocallySignedCert"] = new LocallySignedCertHandler(clock),
    });
