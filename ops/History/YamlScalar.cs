using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Enginsight.Ops.History;

/// <summary>
/// What Pulumi makes of a scalar in a stack file: a history has the text of the value, so that an unquoted 7.10 is 7.1
/// there, and True is true.
/// </summary>
internal static partial class YamlScalar
{
    public static string Text(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not ScalarStyle.Plain)
            return text;
        return text switch
        {
            "~" or "null" or "Null" or "NULL" => "",
            "true" or "True" or "TRUE" => "true",
            "false" or "False" or "FALSE" => "false",
            _ when Number().IsMatch(text)
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
                Text(number),
            _ => text,
        };
    }

    public static string Text(double number) =>
        number.ToString(double.IsInteger(number) ? "F0" : "R", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[-+]?(0|[1-9][0-9]*|(0|[1-9][0-9]*)?\.[0-9]+|(0|[1-9][0-9]*)\.)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();
}
