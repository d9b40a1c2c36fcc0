using System.Text.Json;

namespace Engine.Tests.Cli;

[Collection(ProcessEnvironment.Name)]
public sealed class ConfigCommandsTests : IDisposable
{
    private readonly CliProject _project = new("stackConfigDir: stacks\n");

    private string StackFile => _project.Read("stacks", "Pulumi.dev.yaml");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(false, "007", "\"007\"")]
    [InlineData(false, "12", "\"12\"")]
    [InlineData(false, "true", "\"true\"")]
    [InlineData(false, "text", "text")]
    [InlineData(true, "12", "12")]
    [InlineData(true, "true", "true")]
    [InlineData(true, "1.50", "\"1.50\"")]
    [InlineData(true, "012", "\"012\"")]
    [InlineData(true, "0", "0")]
    [InlineData(true, "9007199254740993", "\"9007199254740993\"")]
    public async Task Set_Value_IsTypedOnlyWithPath(bool path, string value, string written)
    {
        await _project.InitAsync("stacks/Pulumi.dev.yaml");
        await _project.OutputAsync([.. path ? new[] { "config", "set", "--path" } : ["config", "set"], "k", value]);
        Assert.EndsWith($"config:\n  proj:k: {written}\n", StackFile);
        Assert.Equal(value + "\n", await _project.OutputAsync("config", "get", "k"));
    }

    [Fact]
    public async Task Set_ValueStartingWithAtOrDash_IsTakenAsItIs()
    {
        await _project.InitAsync("stacks/Pulumi.dev.yaml");
        await _project.OutputAsync("config", "set", "k", "@file");
        Assert.Equal("@file\n", await _project.OutputAsync("config", "get", "k"));
        Assert.Equal(0, (await _project.RunAsync(["config", "set", "k", "--", "-5"])).Code);
    }

    [Fact]
    public async Task Set_Paths_BuildATree()
    {
        await _project.InitAsync("stacks/Pulumi.dev.yaml");
        foreach (var (key, value) in new[]
        {
            ("servers[0].host", "10.0.0.1"), ("servers[0].port", "22"), ("servers[1].host", "b"),
            ("o[\"x.y\"]", "z"), ("aws:o.a", "false"),
        })
        {
            await _project.OutputAsync("config", "set", "--path", key, value);
        }
        Assert.EndsWith("""
            config:
              proj:servers:
                - host: 10.0.0.1
                  port: 22
                - host: b
              proj:o:
                x.y: z
              aws:o:
                a: false

            """, StackFile);
        Assert.Equal(
            """[{"host":"10.0.0.1","port":22},{"host":"b"}]""" + "\n",
            await _project.OutputAsync("config", "get", "servers"));
        Assert.Equal("b\n", await _project.OutputAsync("config", "get", "--path", "servers[1].host"));
        await _project.OutputAsync("config", "rm", "--path", "servers[0]");
        Assert.Equal("""[{"host":"b"}]""" + "\n", await _project.OutputAsync("config", "get", "servers"));
        Assert.Equal(1, (await _project.RunAsync(["config", "set", "--path", "servers[7].host", "x"])).Code);
    }

    [Fact]
    public async Task Set_SecretFromStandardInput_IsEncryptedAndNeverShownUnasked()
    {
        await _project.InitAsync("stacks/Pulumi.dev.yaml");
        Assert.Equal((0, "", ""), await _project.RunAsync(["config", "set", "--secret", "pw"], "s3cr3t\nline 2\n"));
        Assert.Matches("config:\n  proj:pw:\n    secure: v1:[^:\n]+:[^:\n]+\n$", StackFile);
        Assert.DoesNotContain("s3cr3t", StackFile);
        Assert.Equal("s3cr3t\nline 2\n", await _project.OutputAsync("config", "get", "pw"));
        Assert.Equal("KEY  VALUE\npw   [secret]\n", await _project.OutputAsync("config"));
        Assert.DoesNotContain("s3cr3t", await _project.OutputAsync("config", "--json"));
        Assert.Contains("s3cr3t", await _project.OutputAsync("config", "--show-secrets"));
        await _project.RunAsync(["config", "set", "--secret", "--path", "tree.pw"], "n3sted");
        await _project.OutputAsync("config", "set", "--path", "tree.user", "me");
        Assert.Equal("""{"pw":"n3sted","user":"me"}""" + "\n", await _project.OutputAsync("config", "get", "tree"));
        Assert.Contains("""tree  {"pw":"[secret]","user":"me"}""", await _project.OutputAsync("config"));
    }

    [Fact]
    public async Task Set_SecretInAFileWithoutSalt_TakesTheSaltOfTheStateAndKeepsComments()
    {
        await _project.InitAsync("stacks/Pulumi.dev.yaml");
        var salt = StackFile.Split('\n')[0];
        const string file = "# head\nconfig:\n  # about a\n  proj:a: 1\n";
        await File.WriteAllTextAsync(_project.At("stacks", "Pulumi.dev.yaml"), file);
        await _project.RunAsync(["config", "set", "--secret", "pw", "x"]);
        Assert.StartsWith(file + "  proj:pw:\n    secure: v1:", StackFile);
        Assert.EndsWith("\n" + salt + "\n", StackFile);
    }

    [Fact]
    public async Task Set_TextOfSeveralLines_IsABlockScalar()
    {
        await _project.InitAsync("stacks/Pulumi.dev.yaml");
        await _project.RunAsync(["config", "set", "motd"], "line 1\nline 2\n");
        Assert.EndsWith("  proj:motd: |-\n    line 1\n    line 2\n", StackFile);
    }

    [Fact]
    public async Task Get_MissingKey_ExitsWith1()
    {
        await _project.InitAsync("stacks/Pulumi.dev.yaml");
        Assert.Equal(
            (1, "", "error: configuration key 'nope' not found for stack 'dev'\n"),
            await _project.RunAsync(["config", "get", "nope"]));
    }

    [Fact]
    public async Task Get_Plaintext_NeedsNoPassphrase()
    {
        await _project.InitAsync("stacks/Pulumi.dev.yaml");
        await _project.OutputAsync("config", "set", "k", "v");
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE", null);
        Assert.Equal("v\n", await _project.OutputAsync("config", "get", "k"));
        Assert.Equal("KEY  VALUE\nk    v\n", await _project.OutputAsync("config", "--show-secrets"));
    }

    [Fact]
    public async Task List_Json_HasValueObjectAndSecrecy()
    {
        await _project.InitAsync("stacks/Pulumi.dev.yaml");
        await _project.OutputAsync("config", "set", "--path", "list[0]", "5");
        await _project.OutputAsync("config", "set", "--secret", "pw", "abc");
        using var json = JsonDocument.Parse(await _project.OutputAsync("config", "--json"));
        Assert.Equal("[5]", json.RootElement.GetProperty("proj:list").GetProperty("value").GetString());
        Assert.Equal(5, json.RootElement.GetProperty("proj:list").GetProperty("objectValue")[0].GetInt32());
        Assert.False(json.RootElement.GetProperty("proj:list").GetProperty("secret").GetBoolean());
        Assert.True(json.RootElement.GetProperty("proj:pw").GetProperty("secret").GetBoolean());
        Assert.False(json.RootElement.GetProperty("proj:pw").TryGetProperty("value", out _));
    }
}
