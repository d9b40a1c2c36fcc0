using System.Collections.Immutable;
using System.Globalization;
using Enginsight.Ops.Cutover;

namespace Enginsight.Ops.Status;

/// <summary>What the load balancer knows.</summary>
/// <param name="Upstreams">App server to whether it takes requests.</param>
/// <param name="CertificateEnd">End of the certificate that clients see; null where there is none yet.</param>
internal sealed record StackStatus(ImmutableDictionary<string, bool> Upstreams, DateTimeOffset? CertificateEnd)
{
    private const int WarningDays = 30;

    public static StackStatus Of(Facts? balancer) => new(
        (balancer?.All("upstream") ?? []).Select(line => line.Split(' '))
            .ToImmutableDictionary(words => words[0], words => words[1] == "serving"),
        DateTimeOffset.TryParse(
            balancer?["certificate"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            ? end
            : null);

    public int? CertificateDays(DateTimeOffset now) =>
        CertificateEnd is { } end ? (int)Math.Floor((end - now).TotalDays) : null;

    public static string ColourOf(int days) => days < 0 ? "bold red" : days < WarningDays ? "yellow" : "green";
}
