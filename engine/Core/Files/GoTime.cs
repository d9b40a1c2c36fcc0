using System.Globalization;

namespace Engine.Files;

/// <summary>Timestamps as Go writes them (RFC 3339 in UTC, the fraction without trailing zeros).</summary>
internal static class GoTime
{
    private static readonly (long Seconds, string Name)[] Units =
    [
        (1, "second"), (60, "minute"), (3600, "hour"), (86400, "day"), (7 * 86400, "week"), (30 * 86400, "month"),
        (365 * 86400, "year"),
    ];

    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "Z";

    /// <summary>The time of a text with any offset and up to nanosecond digits; null where it is none.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null)
            return null;
        // .NET knows seven fraction digits, Go writes up to nine.
        var dot = text.IndexOf('.');
        var end = dot < 0 ? -1 : text.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9') + dot + 1;
        if (dot > 0 && end - dot > 8)
            text = string.Concat(text.AsSpan(0, dot + 8), text.AsSpan(end));
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    /// <summary>How long ago a time was, as Pulumi's tables say it.</summary>
    public static string Ago(DateTimeOffset time)
    {
        var seconds = Math.Max(0, (long)(TimeProvider.System.GetUtcNow() - time).TotalSeconds);
        if (seconds < 1)
            return "now";
        var (length, unit) = Units.Last(item => item.Seconds <= seconds);
        var count = seconds / length;
        return $"{count} {unit}{(count == 1 ? "" : "s")} ago";
    }

    public static long UnixNanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;
}
