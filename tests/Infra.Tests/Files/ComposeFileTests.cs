using System.Text.Json.Nodes;
using Enginsight.Infra.Tests.Settings;
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

    [Fact]
    public async Task ComposeFile_WithMountsVariablesHostsAndTls_HasThemWhereTheyBelong()
    {
        var config = Config.With("containers", """
            {"all":{"environment":{"TZ":"Europe/Berlin","PRICE":"5$ \"x\""}},
             "server-m2":{"volumes":["/etc/ssl/a.pem:/etc/ssl/a.pem:ro"],"extraHosts":["db1.example.org:10.0.0.41"]}}
            """);
        using var openssl = new OpenSsl();
        var (certificate, key) = openssl.SelfSigned();
        config["database"] = new JsonObject
        {
            ["host"] = "192.0.2.30",
            ["address"] = "10.0.0.30",
            ["tls"] = new JsonObject { ["caCertificate"] = certificate, ["clientCertificate"] = certificate + key },
        }.ToJsonString();
        var stack = await DeployedStack.RunAsync(config);
        var services = Read(stack["app1-configuration"].Stdin)["services"];
        var (ui, server) = (services["ui-m1"], services["server-m2"]);
        var sentinel = Read(stack["services-configuration"].Stdin)["services"]["sentinel-m3"];

        Assert.Equal(
            [
                "./conf/services/config.json.production:/etc/enginsight/server-m2/config.json",
                "./conf/services/ssl/ca.pem:/etc/enginsight/ssl/ca.pem",
                "./conf/services/ssl/client.pem:/etc/enginsight/ssl/client.pem",
                "/etc/ssl/a.pem:/etc/ssl/a.pem:ro",
            ],
            ((YamlSequenceNode)server["volumes"]).Select(volume => volume.ToString()));
        Assert.Equal("db1.example.org:10.0.0.41", server["extra_hosts"][0].ToString());
        Assert.Equal("5$$ \"x\"", ui["environment"]["PRICE"].ToString());
        Assert.Single((YamlSequenceNode)ui["volumes"]);
        Assert.Equal("Europe/Berlin", sentinel["environment"]["TZ"].ToString());
        Assert.Contains(
            "ca.pem", ((YamlSequenceNode)sentinel["volumes"])[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("mounts='/etc/ssl/a.pem'", stack["app1-configuration"].Script, StringComparison.Ordinal);
        Assert.DoesNotContain("a.pem", stack["services-configuration"].Script, StringComparison.Ordinal);
        Assert.Contains(
            "?replicaSet=rs0&tls=true&tlsCAFile=/etc/enginsight/ssl/ca.pem"
            + "&tlsCertificateKeyFile=/etc/enginsight/ssl/client.pem\n",
            stack["app1-secrets"].Stdin, StringComparison.Ordinal);
        Assert.Contains(
            "==> /opt/enginsight/enterprise/conf/mongodb/client.pem 0600", stack["app1-secrets"].Stdin,
            StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", stack["app1-configuration"].Stdin, StringComparison.Ordinal);
    }

    private static YamlNode Read(string bundle)
    {
        var text = bundle.Split("==> ")[1];
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
        return yaml.Documents[0].RootNode;
    }
}
