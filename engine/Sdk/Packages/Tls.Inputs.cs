namespace Pulumi.Tls.Inputs;

/// <summary>The distinguished name of who a certificate is for.</summary>
public sealed class CertRequestSubjectArgs : ResourceArgs
{
    [Input("commonName")] public Input<string>? CommonName { get; set; }
    [Input("country")] public Input<string>? Country { get; set; }
    [Input("emailAddress")] public Input<string>? EmailAddress { get; set; }
    [Input("locality")] public Input<string>? Locality { get; set; }
    [Input("organization")] public Input<string>? Organization { get; set; }
    [Input("organizationalUnit")] public Input<string>? OrganizationalUnit { get; set; }
    [Input("postalCode")] public Input<string>? PostalCode { get; set; }
    [Input("province")] public Input<string>? Province { get; set; }
    [Input("serialNumber")] public Input<string>? SerialNumber { get; set; }
    [field: Input("streetAddresses")] public InputList<string> StreetAddresses { get => field ??= []; set; }
}

/// <summary>The distinguished name of who a certificate is for.</summary>
public sealed class SelfSignedCertSubjectArgs : ResourceArgs
{
    [Input("commonName")] public Input<string>? CommonName { get; set; }
    [Input("country")] public Input<string>? Country { get; set; }
    [Input("emailAddress")] public Input<string>? EmailAddress { get; set; }
    [Input("locality")] public Input<string>? Locality { get; set; }
    [Input("organization")] public Input<string>? Organization { get; set; }
    [Input("organizationalUnit")] public Input<string>? OrganizationalUnit { get; set; }
    [Input("postalCode")] public Input<string>? PostalCode { get; set; }
    [Input("province")] public Input<string>? Province { get; set; }
    [Input("serialNumber")] public Input<string>? SerialNumber { get; set; }
    [field: Input("streetAddresses")] public InputList<string> StreetAddresses { get => field ??= []; set; }
}
