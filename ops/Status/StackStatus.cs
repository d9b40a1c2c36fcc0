using System.Collections.Immutable;
using System.Globalization;
using Enginsight.Ops.Cutover;

namespace Enginsight.Ops.Status;

/// <summary>What the load balancer knows.</summary>
/// <param name="Upstreams">Address of an app server to whether it takes requests.</param>
/// <param name="Unhealthy">Addresses of app servers that get none for now, because they do not answer well.</param>
/// <param name="CertificateEnd">
/// End of the certificate that clients see, of the two names' the earlier one; null where one of them sees none.
/// </param>
/// <param name="CertificateFileEnd">End of that in the file, which nginx reads again when it is told to.</param>
internal sealed record StackStatus(
    ImmutableDictionary<string, bool> Upstreams, ImmutableHashSet<string> Unhealthy, DateTimeOffset? CertificateEnd,
    DateTimeOffset? CertificateFileEnd)
{
    /// <summary>Time enough to get a new certificate; before that, status ends with 1, as a watchdog has to.</summary>
    public const int WarningDays = 30;

    public static StackStatus Of(Facts? balancer)
    {
        var served = (balancer?.All("certificate") ?? [])
            .Select(line => Time(line.Split(' ', 2).ElementAtOrDefault(1))).ToArray();
        return new StackStatus(
            (balancer?.All("upstream") ?? []).Select(line => line.Split(' '))
                .ToImmutableDictionary(words => words[0], words => words[1] == "serving"),
            [.. (balancer?.All("unhealthy") ?? []).Select(line => line.Split(' ')[0])],
            served.Length == 0 || served.Contains(null) ? null : served.Min(),
            Time(balancer?["certificate-file"]));
    }

    /// <summary>
    /// What holds for two load balancers together: an app server serves that serves on both, and the certificate is the
    /// one that ends first. One that did not answer says nothing.
    /// </summary>
    public static StackStatus OfAll(IEnumerable<Facts?> balancers)
    {
        var all = balancers.OfType<Facts>().Select(Of).ToArray();
        if (all.Length <= 1)
            return all.FirstOrDefault() ?? Of(null);
        return new StackStatus(
            all[0].Upstreams.Where(server => all.All(one => one.Upstreams.ContainsKey(server.Key)))
                .ToImmutableDictionary(server => server.Key, server => all.All(one => one.Upstreams[server.Key])),
            [.. all.SelectMany(one => one.Unhealthy)],
            all.Any(one => one.CertificateEnd is null) ? null : all.Min(one => one.CertificateEnd),
            all.Min(one => one.CertificateFileEnd));
    }

    public int? CertificateDays(DateTimeOffset now) =>
        CertificateEnd is { } end ? (int)Math.Floor((end - now).TotalDays) : null;

    /// <summary>Whether the file has been renewed, and nginx has not been told.</summary>
    public bool HasNewerFile => CertificateEnd < CertificateFileEnd;

    private static DateTimeOffset? Time(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
