using System.Text.Json;
using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Files;

/// <summary>
/// The template of config.json, the one file that all services read. Secrets stand in it as the vendor's placeholders
/// and are filled in on the VM, so that a preview can show every other change.
/// </summary>
internal static class ServiceConfiguration
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="mail">Null leaves the vendor's empty mail settings.</param>
    /// <param name="twoFactor">onpremise.twoFactor.enabled.</param>
    public static string Template(MailSettings? mail, bool twoFactor) => EmbeddedFile.Render(
        "enterprise/config.json",
        ("TWO_FACTOR", twoFactor ? "true" : "false"),
        ("EMAIL", Email(mail).ToJsonString(Layout).ReplaceLineEndings("\n  ")));

    private static JsonObject Email(MailSettings? mail) => new()
    {
        ["sender"] = mail?.Sender ?? "'Enginsight' <no-reply@your.domain>",
        ["host"] = mail?.Host ?? "",
        ["port"] = mail?.Port is { } port ? JsonValue.Create(port) : JsonValue.Create(""),
        ["sslTls"] = mail?.SslTls ?? true,
        ["user"] = mail?.User ?? "",
        ["pass"] = mail?.Password is null ? "" : "%%EMAIL_PASS%%",
        ["maxConnections"] = 2,
        ["rateDelta"] = 1000,
        ["rateLimit"] = 1,
    };
}
