namespace Pulumi.Tls;

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
