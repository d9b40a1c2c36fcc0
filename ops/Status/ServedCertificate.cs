using System.Collections.Immutable;
using System.Globalization;
using Enginsight.Ops.Cutover;

namespace Enginsight.Ops.Status;

/// <summary>The certificate that a client gets who asks a load balancer for a name.</summary>
/// <param name="Balancer">The load balancer.</param>
/// <param name="Name">What was asked for.</param>
/// <param name="End">Null where none is served.</param>
/// <param name="Subject">Whose it says it is; empty where it says nothing, as it may.</param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Fingerprint">SHA-256 over it, as browsers show it.</param>
internal sealed record ServedCertificate(
    string Balancer, string Name, DateTimeOffset? End, string Subject, string Issuer, string Fingerprint)
{
    public static ImmutableArray<ServedCertificate> Of(string balancer, Facts facts) =>
    [
        .. facts.All("certificate").Select(line => line.Split(' ', 2)).Select(words => new ServedCertificate(
            balancer,
            words[0],
            DateTimeOffset.TryParse(
                words.ElementAtOrDefault(1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
                ? end
                : null,
            About(facts, "certificate-subject", words[0]),
            About(facts, "certificate-issuer", words[0]),
            About(facts, "certificate-fingerprint", words[0]))),
    ];

    private static string About(Facts facts, string fact, string name) => facts.All(fact)
        .FirstOrDefault(line => line.StartsWith($"{name} ", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";
}
