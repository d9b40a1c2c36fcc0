using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Files;

/// <summary>
/// The template of config.json, the one file that all services read: the vendor's, with the settings that the program
/// knows, under what the stack file lays over it. Secrets stand in it as placeholders and are filled in on the VM, so
/// that a preview can show every other change.
/// </summary>
internal static class ServiceConfiguration
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="mail">Null leaves the vendor's empty mail settings.</param>
    /// <param name="twoFactor">onpremise.twoFactor.enabled.</param>
    /// <param name="overlay">What the stack file changes beyond that.</param>
    public static string Template(MailSettings? mail, bool twoFactor, Overlay overlay)
    {
        var file = JsonNode.Parse(EmbeddedFile.Read("enterprise/config.json"))!.AsObject();
        file["onpremise"]!["twoFactor"]!["enabled"] = twoFactor;
        if (mail is not null)
            SetMail(file["email"]!.AsObject(), mail);
        Lay(overlay.Values, file);
        return file.ToJsonString(Layout) + "\n";
    }

    private static void SetMail(JsonObject email, MailSettings mail)
    {
        email["sender"] = mail.Sender;
        email["host"] = mail.Host;
        email["port"] = mail.Port is { } port ? port : "";
        email["sslTls"] = mail.SslTls;
        email["user"] = mail.User;
        email["pass"] = mail.Password is null ? "" : "%%EMAIL_PASS%%";
    }

    /// <summary>Maps are laid over maps; everything else takes the place of what was there.</summary>
    private static void Lay(JsonElement values, JsonObject file)
    {
        foreach (var item in values.EnumerateObject())
        {
            if (item.Value.ValueKind is JsonValueKind.Object && file[item.Name] is JsonObject map)
                Lay(item.Value, map);
            else
                file[item.Name] = JsonNode.Parse(item.Value.GetRawText());
        }
    }
}
