using Engine.Sdk;

namespace Pulumi.Tls;

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
