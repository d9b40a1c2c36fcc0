using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using SiteConfig = Tests.Shared.Sites.Config;

namespace Enginsight.Infra.Tests.Files;

/// <summary>
/// What the containers read is what the stack file says, whatever characters are in it: config.json and environment.js
/// go through the script that fills in the secrets on the VM, and are read by Node.js, as the services do.
/// </summary>
public sealed class RenderedConfigurationProperties : IDisposable
{
    /// <summary>Everything that means something to a shell, perl, JSON, YAML, JavaScript or a placeholder.</summary>
    private static readonly Gen<string> Text =
        Gen.String[Gen.Char["aZ0 \"'\\$@%{}[]<>&;:,#`!*|/=-_.~\u00e4\u20ac\u2028\u00a0"], 1, 12]
            .Where(text => !OverlayReader.HasPlaceholder(text));

    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Render_AnyTexts_AreReadByNodeAsTheyWereWritten() => Values.Sample(
        given =>
        {
            var settings = SettingsReader.Read(
                given.Config(), encrypted: given.IsEncrypted ? new HashSet<string> { "serviceConfiguration" } : []);

            var (service, ui) = Render(settings, given);

            Assert.Equal(given.Sender, (string?)service["email"]!["sender"]);
            Assert.Equal(given.MailUser, (string?)service["email"]!["user"]);
            Assert.Equal(given.Secret, (string?)service["email"]!["pass"]);
            Assert.Equal(given.Sms, (string?)service["sms"]!["region"]);
            Assert.Equal(given.Secret, (string?)service["sms"]!["secretAccessKey"]);
            Assert.Equal(given.Sms, (string?)service["own"]![given.Key]![0]);
            Assert.Equal("https://api.example.org", (string?)service["api"]!["url"]);
            Assert.Equal(given.Ui, (string?)ui["recaptchaKey"]);
            Assert.Equal(given.Ui, (string?)ui["own"]![given.Key]);
            Assert.Equal("https://api.example.org", (string?)ui["apiDomain"]);
        },
        iter: 100, threads: 1);

    private static Gen<Given> Values { get; } = Gen.Select(
        Gen.Select(Text, Text, Text), Gen.Select(Text, Text, Text.Where(key => key != "__proto__")), Gen.Bool,
        (mail, more, encrypted) =>
            new Given(mail.Item1, mail.Item2, mail.Item3, more.Item1, more.Item2, more.Item3, encrypted));

    private sealed record Given(
        string Sender, string MailUser, string Secret, string Sms, string Ui, string Key, bool IsEncrypted)
    {
        public Dictionary<string, string> Config()
        {
            var config = SiteConfig.With("mail", JsonSerializer.Serialize(
                new { sender = Sender, user = MailUser, password = Secret, host = "smtp.example.org" }));
            config["serviceConfiguration"] = new JsonObject
            {
                ["sms"] = new JsonObject { ["region"] = Sms, ["secretAccessKey"] = Secret },
                ["own"] = new JsonObject { [Key] = new JsonArray(Sms) },
            }.ToJsonString();
            config["uiConfiguration"] = new JsonObject
            {
                ["recaptchaKey"] = Ui,
                ["own"] = new JsonObject { [Key] = Ui },
            }.ToJsonString();
            return config;
        }
    }

    private (JsonNode Service, JsonNode Ui) Render(StackSettings settings, Given given)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "enterprise"));
        foreach (var library in new[] { "enterprise/render.sh", "enterprise/compose.sh" })
            File.WriteAllText(Path.Combine(_folder.Path, library), EmbeddedFile.Read(library));
        var conf = Path.Combine(_folder.Path, "conf");
        Directory.CreateDirectory(Path.Combine(conf, "services"));
        Directory.CreateDirectory(Path.Combine(conf, "ui-m1"));
        File.WriteAllText(
            Path.Combine(_folder.Path, "docker-compose.yml"),
            EmbeddedFile.Read("enterprise/docker-compose.app-server.yml"));
        File.WriteAllText(Path.Combine(conf, "services", "config.json"), ServiceConfiguration.Template(
            settings.Mail, settings.TwoFactor, settings.ServiceConfiguration));
        File.WriteAllText(
            Path.Combine(conf, "ui-m1", "environment.js"), UiConfiguration.Template(settings.UiConfiguration));
        var secrets = settings.ServiceConfiguration.Secrets.Select(item => (item.Key, item.Value.Reveal())).Concat(
        [
            ("API_URL", settings.ApiUrl), ("APP_URL", settings.AppUrl), ("JWT_SECRET", "jwt"),
            ("MONGODB_URI", "mongodb://10.0.0.30"), ("REDIS_URI", "redis://10.0.0.30"), ("EMAIL_PASS", given.Secret),
        ]);
        foreach (var (name, value) in secrets)
            File.WriteAllText(Path.Combine(conf, $"DEFAULT_{name}.conf"), value + "\n");
        Run("bash", "-c", "set -euo pipefail\nchown() { :; }\nsource enterprise/render.sh\nrender_all");
        var both = JsonNode.Parse(Run("node", "-e", """
            const fs = require('fs');
            const vm = require('vm');
            const module_ = {};
            vm.runInNewContext(fs.readFileSync('conf/ui-m1/environment.js.production', 'utf8'), { module: module_ });
            console.log(JSON.stringify([
              JSON.parse(fs.readFileSync('conf/services/config.json.production', 'utf8')),
              module_.exports('production'),
            ]));
            """))!;
        return (both[0]!, both[1]!);
    }

    private string Run(params string[] command) => Task.Run(() => Shell.RunAsync(command, _folder.Path))
        .GetAwaiter().GetResult().Succeeded().Output;
}
