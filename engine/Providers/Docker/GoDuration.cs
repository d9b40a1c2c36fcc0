using System.Globalization;
using System.Text.RegularExpressions;
using Engine.Protocol;

namespace Engine.Providers.Docker;

/// <summary>Durations as Go writes them, such as <c>1m30s</c> or <c>500ms</c>.</summary>
internal static partial class GoDuration
{
    /// <summary>Zero where there is none.</summary>
    /// <exception cref="ProviderException">The text is no duration.</exception>
    public static TimeSpan Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text == "0")
            return TimeSpan.Zero;
        if (!Whole().IsMatch(text))
            throw new ProviderException($"'{text}' is no duration such as 5s or 1m30s");
        return Part().Matches(text).Aggregate(TimeSpan.Zero, (sum, part) => sum + Value(part));
    }

    private static TimeSpan Value(Match part)
    {
        var number = double.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return part.Groups[2].Value switch
        {
            "h" => TimeSpan.FromHours(number),
            "m" => TimeSpan.FromMinutes(number),
            "s" => TimeSpan.FromSeconds(number),
            _ => TimeSpan.FromMilliseconds(number),
        };
    }

    [GeneratedRegex("^([0-9.]+(h|ms|m|s))+$")]
    private static partial Regex Whole();

    [GeneratedRegex("([0-9.]+)(h|ms|m|s)")]
    private static partial Regex Part();
}
