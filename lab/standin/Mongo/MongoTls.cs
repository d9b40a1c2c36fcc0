using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StandIn.Mongo;

/// <summary>TLS as a connection string asks for it, and as MongoDB's drivers do it.</summary>
/// <param name="CaFile">tlsCAFile: who alone is trusted; null for the public CAs.</param>
/// <param name="CertificateKeyFile">tlsCertificateKeyFile: the client's certificate and key in one file.</param>
internal sealed record MongoTls(string? CaFile, string? CertificateKeyFile)
{
    /// <summary>A stream over TLS with a server that shows a certificate for this host name or IP address.</summary>
    /// <exception cref="IOException">A file is unusable, or either side does not believe the other.</exception>
    public async Task<Stream> SecureAsync(Stream stream, string host, CancellationToken cancel)
    {
        var secured = new SslStream(stream);
        try
        {
            await secured.AuthenticateAsClientAsync(Options(host), cancel);
            return secured;
        }
        catch (Exception failure)
        {
            await secured.DisposeAsync();
            if (failure is AuthenticationException or CryptographicException or UnauthorizedAccessException)
                throw new IOException($"TLS with {host}: {failure.Message}");
            throw;
        }
    }

    /// <summary>Trusts what the CA of this file has issued, and nothing else.</summary>
    internal static X509ChainPolicy TrustOf(string caFile)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy;
    }

    internal static SslStreamCertificateContext ContextOf(string certificateKeyFile)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(certificateKeyFile);
        return SslStreamCertificateContext.Create(
            X509Certificate2.CreateFromPemFile(certificateKeyFile), all, offline: true);
    }

    private SslClientAuthenticationOptions Options(string host) => new()
    {
        TargetHost = host,
        CertificateChainPolicy = CaFile is null ? null : TrustOf(CaFile),
        ClientCertificateContext = CertificateKeyFile is null ? null : ContextOf(CertificateKeyFile),
    };
}
