using System.Text.Json;
using System.Text.Json.Nodes;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

public class OverlayTests
{
    [Fact]
    public void Template_NothingLaidOver_IsTheVendorsWithTheStacksMail()
    {
        var settings = SettingsReader.Read(Config.WithPath("mail.host", "smtp.example.org"));

        var file = Service(settings);

        Assert.Equal("smtp.example.org", (string?)file["email"]!["host"]);
        file["email"] = null;
        var vendor = JsonNode.Parse(EmbeddedFile.Read("enterprise/config.json"))!;
        vendor["email"] = null;
        Assert.True(JsonNode.DeepEquals(vendor, file), file.ToJsonString());
    }

    [Fact]
    public void Template_WithoutMail_IsTheVendorsToTheLetter() => Assert.Equal(
        EmbeddedFile.Read("enterprise/config.json"), ServiceConfiguration.Template(null, false, Overlay.Empty));

    [Fact]
    public void Template_MapLaidOver_ChangesWhatItNamesAndNothingElse()
    {
        var settings = Read("""{"sms":{"region":"eu-central-1"},"api":{"headers":{"X-Site":"one"}},"own":[1,"a"]}""");

        var file = Service(settings);

        Assert.Equal("eu-central-1", (string?)file["sms"]!["region"]);
        Assert.Equal(20, (int?)file["sms"]!["limit"]);
        Assert.Equal("""{"X-Site":"one"}""", file["api"]!["headers"]!.ToJsonString());
        Assert.Equal("%%JWT_SECRET%%", (string?)file["api"]!["jwt"]!["secret"]);
        Assert.Equal("""[1,"a"]""", file["own"]!.ToJsonString());
    }

    [Fact]
    public void Read_SecretLeaf_LeavesAPlaceholderInTheFile()
    {
        var settings = Read("""{"sms":{"region":"eu","secretAccessKey":"hunter2"}}""");

        Assert.Equal("%%SERVICE_SMS_SECRET_ACCESS_KEY%%", (string?)Service(settings)["sms"]!["secretAccessKey"]);
        Assert.Equal("eu", (string?)Service(settings)["sms"]!["region"]);
        Assert.Equal(
            "hunter2", settings.ServiceConfiguration.Secrets["SERVICE_SMS_SECRET_ACCESS_KEY"].Reveal());
        Assert.Contains("serviceConfiguration.sms.secretAccessKey", settings.SecretPaths);
    }

    /// <summary>Pulumi tells of a map whether it holds a secret, not where.</summary>
    [Fact]
    public void Read_MapWithAnEncryptedValue_HidesEveryText()
    {
        var settings = SettingsReader.Read(
            Config.With("serviceConfiguration", """{"sms":{"region":"eu","limit":5},"odd":["a",true]}"""),
            encrypted: new HashSet<string> { "serviceConfiguration" });

        Assert.Equal(
            ["a", "eu"], settings.ServiceConfiguration.Secrets.Values.Select(secret => secret.Reveal()).Order());
        Assert.Equal(5, (int?)Service(settings)["sms"]!["limit"]);
        Assert.DoesNotContain("\"eu\"", Service(settings).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SecretsWhosePathsLookAlike_GetPlaceholdersOfTheirOwn()
    {
        var secrets = Read("""{"a":{"b1":{"token":"one"},"b2":{"token":"two"}},"aB":{"token":"three"}}""")
            .ServiceConfiguration.Secrets;

        Assert.Equal(["one", "three", "two"], secrets.Values.Select(secret => secret.Reveal()).Order());
        Assert.All(secrets.Keys, name => Assert.Matches("^[A-Z_]+$", name));
    }

    /// <summary><c>config set --path</c> makes numbers of digits, and a secret is always a text.</summary>
    [Fact]
    public void Read_ValueOfAnotherKindThanTheVendors_TakesTheVendors()
    {
        var settings = Read(
            """{"sms":{"limit":"5","senderId":4711},"api":{"cookies":{"signed":"false"},"timeout":"1e3"}}""");

        var file = Service(settings);

        Assert.Equal("5", file["sms"]!["limit"]!.ToJsonString());
        Assert.Equal("\"4711\"", file["sms"]!["senderId"]!.ToJsonString());
        Assert.Equal("false", file["api"]!["cookies"]!["signed"]!.ToJsonString());
        Assert.Equal("1e3", file["api"]!["timeout"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"api":{"url":"x"}}""", "serviceConfiguration.api.url: should not be set here: set apiDomain")]
    [InlineData("""{"email":{"host":"x"}}""", "serviceConfiguration.email.host: should not be set here: set mail.host")]
    [InlineData("""{"sms":"x"}""", "serviceConfiguration.sms: should be a map as in the vendor's config.json")]
    [InlineData("""{"sms":{"limit":"x"}}""", "serviceConfiguration.sms.limit: should be a number as in")]
    [InlineData("""{"sms":{"limit":true}}""", "serviceConfiguration.sms.limit: should be a number as in")]
    [InlineData("""{"sms":{"region":true}}""", "serviceConfiguration.sms.region: should be text (in quotes) as in")]
    [InlineData("""{"sms":{"region":["a"]}}""", "serviceConfiguration.sms.region: should be text (in quotes) as in")]
    [InlineData("""{"api":{"cookies":{"signed":"yes"}}}""", "serviceConfiguration.api.cookies.signed: should be true")]
    [InlineData("""{"own":"%%JWT_SECRET%%"}""", "serviceConfiguration.own: should not have %% in it")]
    [InlineData("""{"%%JWT_SECRET%%":"x"}""", "serviceConfiguration.%%JWT_SECRET%%: should have a name, without %%")]
    [InlineData("""{"own":{"token":"a\nb"}}""", "serviceConfiguration.own.token: should be one line")]
    [InlineData("[1]", "serviceConfiguration: should be a map of settings of config.json, was a list")]
    public void Read_WhatCannotBeLaidOver_SaysWhy(string map, string line)
    {
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => Read(map)).Problems);

        Assert.StartsWith(line, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SecretForBrowsers_IsRefused()
    {
        var e = Assert.Throws<SettingsException>(() => SettingsReader.Read(
            Config.With("uiConfiguration", """{"recaptchaKey":"x"}"""),
            encrypted: new HashSet<string> { "uiConfiguration" }));

        Assert.StartsWith(
            "uiConfiguration: should hold no secret", Assert.Single(e.Problems), StringComparison.Ordinal);
    }

    /// <summary>The table of the vendor's values is written by hand, and holds.</summary>
    [Fact]
    public void ConfigJson_EveryValueOfTheVendors_IsKnownWithItsKind()
    {
        var kinds = new Dictionary<string, JsonValueKind>();
        using var file = JsonDocument.Parse(EmbeddedFile.Read("enterprise/config.json"));
        Collect("", file.RootElement, kinds);

        Assert.Equal(
            kinds.OrderBy(item => item.Key, StringComparer.Ordinal),
            VendorFile.ConfigJson.Kinds.Concat(VendorFile.ConfigJson.Texts
                .Select(path => KeyValuePair.Create(path, JsonValueKind.String)))
                .OrderBy(item => item.Key, StringComparer.Ordinal));
        Assert.Empty(VendorFile.ConfigJson.Elsewhere.Keys.Except(kinds.Keys));
    }

    private static void Collect(string path, JsonElement element, Dictionary<string, JsonValueKind> kinds)
    {
        foreach (var item in element.EnumerateObject())
        {
            var name = path.Length == 0 ? item.Name : $"{path}.{item.Name}";
            kinds[name] = item.Value.ValueKind is JsonValueKind.False ? JsonValueKind.True : item.Value.ValueKind;
            if (item.Value.ValueKind is JsonValueKind.Object)
                Collect(name, item.Value, kinds);
        }
    }

    private static JsonNode Service(StackSettings settings) => JsonNode.Parse(ServiceConfiguration.Template(
        settings.Mail, settings.TwoFactor, settings.ServiceConfiguration))!;

    private static StackSettings Read(string map) =>
        SettingsReader.Read(Config.With("serviceConfiguration", map), encrypted: new HashSet<string>());
}
