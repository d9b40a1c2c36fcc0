using Engine.Sdk;

namespace Pulumi.Tls;

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
