using System.Globalization;
using System.Net;

namespace Enginsight.Ops.Pages;

/// <summary>
/// A piece of a page. It is made of an interpolated text, and whatever is filled in is escaped, so that no name, no
/// version and no message can become a tag: only what is a piece itself goes in as it is.
/// </summary>
/// <param name="Text">The markup.</param>
internal sealed record Html(string Text)
{
    public static readonly Html Nothing = new("");

    private static readonly Filler Escaping = new();

    public static Html Of(FormattableString text) => new(text.ToString(Escaping));

    /// <summary>One piece for each of some things, one behind the other.</summary>
    public static Html Each<T>(IEnumerable<T> things, Func<T, Html> piece) =>
        new(string.Concat(things.Select(thing => piece(thing).Text)));

    public override string ToString() => Text;

    private sealed class Filler : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            Html html => html.Text,
            IFormattable value => WebUtility.HtmlEncode(value.ToString(format, CultureInfo.InvariantCulture)),
            _ => WebUtility.HtmlEncode($"{arg}"),
        };
    }
}
