using System.Globalization;

namespace Enginsight.Ops.Pages;

/// <summary>Numbers and times as a reader of a page expects them, wherever he is.</summary>
internal static class Figures
{
    /// <summary>No line ends between a number and its unit.</summary>
    private const char Space = '\u00a0';

    /// <summary>3,002</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>1 request, 3,002 requests</summary>
    public static string Count(long count, string what) => $"{Count(count)} {what}{(count == 1 ? "" : "s")}";

    /// <summary>812 ms, 14,200 ms: the unit of the terminal's table, so that the two can be compared.</summary>
    public static string Milliseconds(TimeSpan time) => $"{Count((long)Math.Round(time.TotalMilliseconds))}{Space}ms";

    /// <summary>10 s, 2 min 5 s</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = (long)Math.Round(time.TotalSeconds);
        return seconds switch
        {
            < 60 => $"{seconds}{Space}s",
            _ when seconds % 60 == 0 => $"{Count(seconds / 60)}{Space}min",
            _ => $"{Count(seconds / 60)}{Space}min {seconds % 60}{Space}s",
        };
    }

    /// <summary>Minutes and seconds since a beginning: 1:05</summary>
    public static string SinceBegin(TimeSpan time) => $"{(int)time.TotalMinutes}:{time.Seconds:00}";

    /// <summary>2026-11-26 12:03:10 +00:00</summary>
    public static string Moment(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>2026-11-26</summary>
    public static string Date(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>12:03:10</summary>
    public static string Clock(DateTimeOffset time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>app1, app2 and app3</summary>
    public static string Listed(IReadOnlyList<string> names) => names.Count <= 1
        ? string.Concat(names)
        : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
