using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Tls;

/// <summary>
/// What self-signed and CA-signed certificates share: uses, validity, and a renewal that the clock decides, at preview
/// too.
/// </summary>
internal abstract class CertificateHandler(TimeProvider clock) : BridgedHandler
{
    private const int SerialBytes = 16;

    private static readonly string[] Switches = ["isCaCertificate", "setSubjectKeyId", "setAuthorityKeyId"];

    private (string, PropertyValue)[] SwitchesOff =>
        [.. Switches.Where(InputNames.Contains).Select(name => (name, (PropertyValue)false))];

    protected override IReadOnlySet<string> Updatable { get; } = new HashSet<string> { "earlyRenewalHours" };

    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        new(base.Check(resource, olds, news).Inputs,
        [
            .. CertificateUses.Unknown(news.Strings("allowedUses"))
                .Select(use => new CheckFailure("allowedUses", $"'{use}' is no use of a certificate")),
        ]);

    public override DiffResult Diff(PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news)
    {
        var diff = base.Diff(oldInputs, oldOutputs, news);
        // The real provider shows such a replacement without naming a property.
        return IsDue(oldOutputs.GetString("validityEndTime"), news)
            ? diff with { HasChanges = true, ForceReplace = true }
            : diff;
    }

    public override Task<ResourceResult> UpdateAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news,
        OperationContext context) =>
        Task.FromResult(new ResourceResult(id,
            oldOutputs.WithoutRawStateDelta().Merge(WithDefaults(news.WithoutNulls()))));

    protected override PropertyMap Normalize(PropertyMap properties) =>
        Defaults(SubjectNames.WithoutEmpty(properties), SwitchesOff);

    protected override PropertyMap WithDefaults(PropertyMap inputs) =>
        Defaults(inputs, [("earlyRenewalHours", 0), .. SwitchesOff]);

    /// <summary>Signs the request and says what the state records of the certificate.</summary>
    /// <param name="names">The alternative names; null for none.</param>
    protected ResourceResult Issue(
        PropertyMap inputs, CertificateRequest request, X500DistinguishedName issuer, TlsKey signer,
        byte[]? authorityKeyId, X509Extension? names)
    {
        var outputs = WithDefaults(inputs.WithoutNulls());
        AddExtensions(outputs, request, authorityKeyId);
        if (names is not null)
            request.CertificateExtensions.Add(names);
        var start = clock.GetUtcNow();
        var end = start.AddHours(outputs.Number("validityPeriodHours") ?? 0);
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        using var certificate = request.Create(issuer, signer.Signer, start, end, serial);
        var id = new BigInteger(serial, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
        return new ResourceResult(id, outputs
            .Set("id", id)
            .Set("certPem", certificate.ExportCertificatePem() + "\n")
            .Set("readyForRenewal", IsDue(Rfc3339(end), outputs))
            .Set("validityStartTime", Rfc3339(start))
            .Set("validityEndTime", Rfc3339(end)));
    }

    private static void AddExtensions(PropertyMap outputs, CertificateRequest request, byte[]? authorityKeyId)
    {
        var isCa = outputs.Bool("isCaCertificate") ?? false;
        if (isCa && request.SubjectName.RawData.Length <= 2)
            throw new ProviderException("Invalid Certificate Subject: Must contain at least one Distinguished Name "
                + "when creating Certificate Authority (CA)");
        foreach (var extension in CertificateUses.Extensions(outputs.Strings("allowedUses")))
            request.CertificateExtensions.Add(extension);
        var pathLength = outputs.Int("maxPathLength");
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(isCa, isCa && pathLength is not null, pathLength ?? 0, critical: true));
        var keyId = new X509SubjectKeyIdentifierExtension(
            request.PublicKey, X509SubjectKeyIdentifierHashAlgorithm.Sha1, critical: false);
        if (isCa || outputs.Bool("setSubjectKeyId") == true)
            request.CertificateExtensions.Add(keyId);
        if (outputs.Bool("setAuthorityKeyId") == true)
            authorityKeyId = keyId.SubjectKeyIdentifierBytes.ToArray();
        if (authorityKeyId is not null)
            request.CertificateExtensions.Add(
                X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(authorityKeyId));
    }

    private static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private bool IsDue(string? end, PropertyMap news) =>
        DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && time.AddHours(-(news.Number("earlyRenewalHours") ?? 0)) <= clock.GetUtcNow();
}
