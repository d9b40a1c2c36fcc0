using Engine.Sdk;

namespace Pulumi.Tls;

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
