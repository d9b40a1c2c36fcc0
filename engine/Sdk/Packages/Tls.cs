using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Tls;

/// <summary>A request for a certificate, to be signed by a CA.</summary>
public class CertRequest : CustomResource
{
    public CertRequest(string name, CertRequestArgs args, CustomResourceOptions? options = null)
        : base(
            "tls:index/certRequest:CertRequest", name, args ?? new CertRequestArgs(),
            PackageOptions.Tls.With(options, secretOutputs: ["privateKeyPem"]))
    {
    }

    [Output("certRequestPem")] public Output<string> CertRequestPem { get; private set; } = null!;
    [Output("dnsNames")] public Output<ImmutableArray<string>> DnsNames { get; private set; } = null!;
    [Output("ipAddresses")] public Output<ImmutableArray<string>> IpAddresses { get; private set; } = null!;
    [Output("keyAlgorithm")] public Output<string> KeyAlgorithm { get; private set; } = null!;
    [Output("privateKeyPem")] public Output<string> PrivateKeyPem { get; private set; } = null!;
    [Output("uris")] public Output<ImmutableArray<string>> Uris { get; private set; } = null!;
}

/// <summary>What a request for a certificate says.</summary>
public sealed class CertRequestArgs : ResourceArgs
{
    [field: Input("dnsNames")] public InputList<string> DnsNames { get => field ??= []; set; }
    [field: Input("ipAddresses")] public InputList<string> IpAddresses { get => field ??= []; set; }

    /// <summary>The key it is for, as PEM.</summary>
    [field: Input("privateKeyPem", required: true)]
    public Input<string> PrivateKeyPem { get; set => field = SecretInput.Of(value); } = null!;

    [Input("subject")] public Input<Inputs.CertRequestSubjectArgs>? Subject { get; set; }
    [field: Input("uris")] public InputList<string> Uris { get => field ??= []; set; }
}

/// <summary>A certificate signed by a CA whose key the program has.</summary>
public class LocallySignedCert : CustomResource
{
    public LocallySignedCert(string name, LocallySignedCertArgs args, CustomResourceOptions? options = null)
        : base(
            "tls:index/locallySignedCert:LocallySignedCert", name, args ?? new LocallySignedCertArgs(),
            PackageOptions.Tls.With(options, secretOutputs: ["caPrivateKeyPem"]))
    {
    }

    [Output("allowedUses")] public Output<ImmutableArray<string>> AllowedUses { get; private set; } = null!;
    [Output("caCertPem")] public Output<string> CaCertPem { get; private set; } = null!;
    [Output("caKeyAlgorithm")] public Output<string> CaKeyAlgorithm { get; private set; } = null!;
    [Output("caPrivateKeyPem")] public Output<string> CaPrivateKeyPem { get; private set; } = null!;
    [Output("certPem")] public Output<string> CertPem { get; private set; } = null!;
    [Output("certRequestPem")] public Output<string> CertRequestPem { get; private set; } = null!;
    [Output("earlyRenewalHours")] public Output<int> EarlyRenewalHours { get; private set; } = null!;
    [Output("isCaCertificate")] public Output<bool> IsCaCertificate { get; private set; } = null!;
    [Output("maxPathLength")] public Output<int> MaxPathLength { get; private set; } = null!;
    [Output("readyForRenewal")] public Output<bool> ReadyForRenewal { get; private set; } = null!;
    [Output("setSubjectKeyId")] public Output<bool> SetSubjectKeyId { get; private set; } = null!;
    [Output("validityEndTime")] public Output<string> ValidityEndTime { get; private set; } = null!;
    [Output("validityPeriodHours")] public Output<int> ValidityPeriodHours { get; private set; } = null!;
    [Output("validityStartTime")] public Output<string> ValidityStartTime { get; private set; } = null!;
}

/// <summary>What a CA certifies, and with which key.</summary>
public sealed class LocallySignedCertArgs : ResourceArgs
{
    /// <summary>What the key may be used for, such as digital_signature or server_auth; the order counts.</summary>
    [field: Input("allowedUses", required: true)] public InputList<string> AllowedUses { get => field ??= []; set; }

    /// <summary>The certificate of the CA, as PEM.</summary>
    [Input("caCertPem", required: true)] public Input<string> CaCertPem { get; set; } = null!;

    /// <summary>The key of the CA, as PEM.</summary>
    [field: Input("caPrivateKeyPem", required: true)]
    public Input<string> CaPrivateKeyPem { get; set => field = SecretInput.Of(value); } = null!;

    /// <summary>The request to sign, as PEM.</summary>
    [Input("certRequestPem", required: true)] public Input<string> CertRequestPem { get; set; } = null!;

    /// <summary>Hours before its expiry at which the certificate is replaced; 0 by default.</summary>
    [Input("earlyRenewalHours")] public Input<int>? EarlyRenewalHours { get; set; }

    /// <summary>Whether it may sign certificates; false by default.</summary>
    [Input("isCaCertificate")] public Input<bool>? IsCaCertificate { get; set; }

    /// <summary>How many further CAs may stand below a CA.</summary>
    [Input("maxPathLength")] public Input<int>? MaxPathLength { get; set; }

    /// <summary>Whether to add an identifier of the key; false by default.</summary>
    [Input("setSubjectKeyId")] public Input<bool>? SetSubjectKeyId { get; set; }

    /// <summary>Hours from its making until the certificate expires.</summary>
    [Input("validityPeriodHours", required: true)] public Input<int> ValidityPeriodHours { get; set; } = null!;
}

/// <summary>A private key, kept in the state as a secret.</summary>
public class PrivateKey : CustomResource
{
    public PrivateKey(string name, PrivateKeyArgs args, CustomResourceOptions? options = null)
        : base(
            "tls:index/privateKey:PrivateKey", name, args ?? new PrivateKeyArgs(),
            PackageOptions.Tls.With(
                options, secretOutputs: ["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"]))
    {
    }

    [Output("algorithm")] public Output<string> Algorithm { get; private set; } = null!;
    [Output("ecdsaCurve")] public Output<string> EcdsaCurve { get; private set; } = null!;
    [Output("privateKeyOpenssh")] public Output<string> PrivateKeyOpenssh { get; private set; } = null!;
    [Output("privateKeyPem")] public Output<string> PrivateKeyPem { get; private set; } = null!;
    [Output("privateKeyPemPkcs8")] public Output<string> PrivateKeyPemPkcs8 { get; private set; } = null!;
    [Output("publicKeyFingerprintMd5")] public Output<string> PublicKeyFingerprintMd5 { get; private set; } = null!;
    [Output("publicKeyFingerprintSha256")]
    public Output<string> PublicKeyFingerprintSha256 { get; private set; } = null!;

    /// <summary>One line for authorized_keys, with its newline; empty for curve P224.</summary>
    [Output("publicKeyOpenssh")] public Output<string> PublicKeyOpenssh { get; private set; } = null!;

    [Output("publicKeyPem")] public Output<string> PublicKeyPem { get; private set; } = null!;
    [Output("rsaBits")] public Output<int> RsaBits { get; private set; } = null!;
}

/// <summary>What kind of key to make.</summary>
public sealed class PrivateKeyArgs : ResourceArgs
{
    /// <summary>ECDSA or ED25519; the embedded engine makes no RSA keys.</summary>
    [Input("algorithm", required: true)] public Input<string> Algorithm { get; set; } = null!;

    /// <summary>P224, P256, P384 or P521; P224 by default.</summary>
    [Input("ecdsaCurve")] public Input<string>? EcdsaCurve { get; set; }

    /// <summary>2048 by default.</summary>
    [Input("rsaBits")] public Input<int>? RsaBits { get; set; }
}

/// <summary>A provider of the package that other resources are told to use.</summary>
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("tls", name, args ?? new ProviderArgs(), PackageOptions.Tls.With(options))
    {
    }
}

/// <summary>The package has no settings.</summary>
public sealed class ProviderArgs : ResourceArgs;

/// <summary>A certificate signed with its own key.</summary>
public class SelfSignedCert : CustomResource
{
    public SelfSignedCert(string name, SelfSignedCertArgs args, CustomResourceOptions? options = null)
        : base(
            "tls:index/selfSignedCert:SelfSignedCert", name, args ?? new SelfSignedCertArgs(),
            PackageOptions.Tls.With(options, secretOutputs: ["privateKeyPem"]))
    {
    }

    [Output("allowedUses")] public Output<ImmutableArray<string>> AllowedUses { get; private set; } = null!;
    [Output("certPem")] public Output<string> CertPem { get; private set; } = null!;
    [Output("dnsNames")] public Output<ImmutableArray<string>> DnsNames { get; private set; } = null!;
    [Output("earlyRenewalHours")] public Output<int> EarlyRenewalHours { get; private set; } = null!;
    [Output("ipAddresses")] public Output<ImmutableArray<string>> IpAddresses { get; private set; } = null!;
    [Output("isCaCertificate")] public Output<bool> IsCaCertificate { get; private set; } = null!;
    [Output("keyAlgorithm")] public Output<string> KeyAlgorithm { get; private set; } = null!;
    [Output("maxPathLength")] public Output<int> MaxPathLength { get; private set; } = null!;
    [Output("privateKeyPem")] public Output<string> PrivateKeyPem { get; private set; } = null!;
    [Output("readyForRenewal")] public Output<bool> ReadyForRenewal { get; private set; } = null!;
    [Output("setAuthorityKeyId")] public Output<bool> SetAuthorityKeyId { get; private set; } = null!;
    [Output("setSubjectKeyId")] public Output<bool> SetSubjectKeyId { get; private set; } = null!;
    [Output("uris")] public Output<ImmutableArray<string>> Uris { get; private set; } = null!;
    [Output("validityEndTime")] public Output<string> ValidityEndTime { get; private set; } = null!;
    [Output("validityPeriodHours")] public Output<int> ValidityPeriodHours { get; private set; } = null!;
    [Output("validityStartTime")] public Output<string> ValidityStartTime { get; private set; } = null!;
}

/// <summary>What a self-signed certificate says.</summary>
public sealed class SelfSignedCertArgs : ResourceArgs
{
    /// <summary>What the key may be used for, such as digital_signature or server_auth; the order counts.</summary>
    [field: Input("allowedUses", required: true)] public InputList<string> AllowedUses { get => field ??= []; set; }

    [field: Input("dnsNames")] public InputList<string> DnsNames { get => field ??= []; set; }

    /// <summary>Hours before its expiry at which the certificate is replaced; 0 by default.</summary>
    [Input("earlyRenewalHours")] public Input<int>? EarlyRenewalHours { get; set; }

    [field: Input("ipAddresses")] public InputList<string> IpAddresses { get => field ??= []; set; }

    /// <summary>Whether it may sign certificates; false by default.</summary>
    [Input("isCaCertificate")] public Input<bool>? IsCaCertificate { get; set; }

    /// <summary>How many further CAs may stand below a CA.</summary>
    [Input("maxPathLength")] public Input<int>? MaxPathLength { get; set; }

    /// <summary>The key it is for, as PEM.</summary>
    [field: Input("privateKeyPem", required: true)]
    public Input<string> PrivateKeyPem { get; set => field = SecretInput.Of(value); } = null!;

    /// <summary>Whether to add an identifier of the signing key; false by default.</summary>
    [Input("setAuthorityKeyId")] public Input<bool>? SetAuthorityKeyId { get; set; }

    /// <summary>Whether to add an identifier of the key; false by default.</summary>
    [Input("setSubjectKeyId")] public Input<bool>? SetSubjectKeyId { get; set; }

    [Input("subject")] public Input<Inputs.SelfSignedCertSubjectArgs>? Subject { get; set; }
    [field: Input("uris")] public InputList<string> Uris { get => field ??= []; set; }

    /// <summary>Hours from its making until the certificate expires.</summary>
    [Input("validityPeriodHours", required: true)] public Input<int> ValidityPeriodHours { get; set; } = null!;
}
