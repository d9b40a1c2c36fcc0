using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engine.Properties;

namespace Engine.Providers.Tls;

/// <summary>
/// Who a certificate is for: the distinguished name and the alternative names, from a resource's inputs.
/// </summary>
internal static class SubjectNames
{
    /// <summary>The parts in the order in which Go's x509 package, and so the real provider, writes them.</summary>
    private static readonly (string Property, string Oid)[] Parts =
    [
        ("country", "2.5.4.6"),
        ("organization", "2.5.4.10"),
        ("organizationalUnit", "2.5.4.11"),
        ("locality", "2.5.4.7"),
        ("province", "2.5.4.8"),
        ("streetAddresses", "2.5.4.9"),
        ("postalCode", "2.5.4.17"),
        ("commonName", "2.5.4.3"),
        ("serialNumber", "2.5.4.5"),
        ("emailAddress", "1.2.840.113549.1.9.1"),
    ];

    public static X500DistinguishedName Distinguished(PropertyMap inputs)
    {
        var subject = inputs.Map("subject") ?? PropertyMap.Empty;
        var parts = Parts.SelectMany(part => Values(subject, part.Property).Select(value => (part.Oid, value)))
            .ToList();
        var builder = new X500DistinguishedNameBuilder();
        // The builder encodes the part that was added last first.
        foreach (var (oid, value) in Enumerable.Reverse(parts))
            builder.Add(oid, value);
        return builder.Build();
    }

    /// <summary>The alternative names as an extension; null where there are none.</summary>
    public static X509Extension? Alternative(PropertyMap inputs, bool critical)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in inputs.Strings("dnsNames"))
            builder.AddDnsName(name);
        foreach (var address in inputs.Strings("ipAddresses"))
            builder.AddIpAddress(IPAddress.Parse(address));
        foreach (var uri in inputs.Strings("uris"))
            builder.AddUri(new Uri(uri));
        var any = inputs.Strings("dnsNames").Any() || inputs.Strings("ipAddresses").Any()
            || inputs.Strings("uris").Any();
        return any ? builder.Build(critical) : null;
    }

    /// <summary>
    /// The properties without those, and inside the subject, that say nothing: null, "", and empty lists.
    /// </summary>
    public static PropertyMap WithoutEmpty(PropertyMap properties) => new(properties
        .Select(item => KeyValuePair.Create(
            item.Key, item.Value is ObjectValue map ? new ObjectValue(WithoutEmpty(map.Map)) : item.Value))
        .Where(item => item.Value is not (
            NullValue or StringValue { Value: "" } or ArrayValue { Items.Count: 0 } or ObjectValue { Map.Count: 0 })));

    private static IEnumerable<string> Values(PropertyMap subject, string property) =>
        subject.GetString(property) is { Length: > 0 } text ? [text] : subject.Strings(property);
}
