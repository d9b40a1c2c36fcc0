using System.Text.Encodings.Web;
using System.Text.Json;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Files;

/// <summary>
/// The template of environment.js. What the stack file lays over it comes last, because of two keys of the same name
/// JavaScript takes the last.
/// </summary>
internal static class UiConfiguration
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Template(Overlay overlay) => EmbeddedFile.Render(
        "enterprise/environment.js",
        ("MORE", string.Concat(overlay.Values.EnumerateObject()
            .Select(item => $",\n    {Json(item.Name)}: {Json(item.Value)}"))));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Layout);
}
