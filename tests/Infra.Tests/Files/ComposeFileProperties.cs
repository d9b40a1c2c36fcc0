using CsCheck;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Enginsight.Infra.Tests.Settings;
using YamlDotNet.Serialization;

namespace Enginsight.Infra.Tests.Files;

/// <summary>Whatever the settings let through, YAML reads as the text that it was.</summary>
public class ComposeFileProperties
{
    private static readonly IDeserializer Yaml =
        new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();

    [Fact]
    public void ForAppServer_AnyRightSettings_IsReadAsNamesAndImages() => GeneratedSettings.Right.Sample(
        config =>
        {
            var settings = SettingsReader.Read(GeneratedSettings.ToConfig(config));
            foreach (var vm in settings.AppServers)
            {
                var services = Services(new ComposeFile(settings).ForAppServer(vm.Name));
                Assert.Equal(vm.Name, services["ui-m1"]["hostname"]);
                Assert.Equal(settings.Versions.Image("ui-m1"), services["ui-m1"]["image"]);
                Assert.Equal(settings.Versions.Image("server-m2"), services["server-m2"]["image"]);
            }
        },
        iter: 100);

    [Fact]
    public void ForServices_AnyRightSettings_IsReadAsImages() => GeneratedSettings.Right.Sample(
        config =>
        {
            var settings = SettingsReader.Read(GeneratedSettings.ToConfig(config));
            var versions = settings.Versions;
            var services = Services(new ComposeFile(settings).ForServices());
            Assert.Equal(versions.CveDatabase, services["mongodb-cves"]["image"]);
            Assert.All(
                ImageVersions.Services, service => Assert.Equal(versions.Image(service), services[service]["image"]));
        },
        iter: 100);

    private static Dictionary<string, Dictionary<string, object>> Services(string text) =>
        Yaml.Deserialize<File>(text).Services.ToDictionary(
            item => item.Key, item => item.Value.ToDictionary(entry => (string)entry.Key, entry => entry.Value));

    private sealed record File
    {
        [YamlMember(Alias = "version")]
        public string Version { get; init; } = "";

        [YamlMember(Alias = "services")]
        public Dictionary<string, Dictionary<object, object>> Services { get; init; } = [];

        [YamlMember(Alias = "networks")]
        public object? Networks { get; init; }

        [YamlMember(Alias = "volumes")]
        public object? Volumes { get; init; }
    }
}
