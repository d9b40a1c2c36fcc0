using System.Globalization;

namespace Engine.Workspace;

/// <summary>Timestamps as Go writes them (RFC 3339 in UTC, the fraction without trailing zeros).</summary>
internal static class GoTime
{
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

    public static long UnixNanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;
}
