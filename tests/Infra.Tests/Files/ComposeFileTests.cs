using Enginsight.Infra.Tests.Stack;
using YamlDotNet.RepresentationModel;

namespace Enginsight.Infra.Tests.Files;

[Collection("stack")]
public class ComposeFileTests
{
    [Theory]
    [InlineData("app1-configuration", 2)]
    [InlineData("services-configuration", 10)]
    public async Task ComposeFile_ReadAsYaml_HasItsServicesEachWithImageAndRestart(string step, int services)
    {
        var file = Read((await DeployedStack.RunAsync(Config.Site()))[step].Stdin);
        var entries = (YamlMappingNode)file["services"];

        Assert.Equal(services, entries.Children.Count);
        Assert.All(entries.Children.Values, service =>
        {
            Assert.NotEmpty(service["image"].ToString());
            Assert.Equal("always", service["restart"].ToString());
        });
    }

    [Fact]
    public async Task ComposeFile_EachReaderOfConfigJson_IsReplacedWhenItChanges()
    {
        var file = Read((await DeployedStack.RunAsync(Config.Site()))["services-configuration"].Stdin);
        var services = ((YamlMappingNode)file["services"]).Children.Where(s => s.Key.ToString() != "mongodb-cves");

        Assert.All(services, service =>
            Assert.Equal("${CONFIG_SHA256}", service.Value["labels"]["config-sha256"].ToString()));
    }

    private static YamlNode Read(string bundle)
    {
        var text = bundle.Split("==> ")[1];
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
        return yaml.Documents[0].RootNode;
    }
}
