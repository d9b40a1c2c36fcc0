using System.Text.Json;
using Engine.Properties;
using Engine.Secrets;
using Engine.State;
using Engine.Tests.Secrets;

namespace Engine.Tests.Cli;

[Collection(ProcessEnvironment.Name)]
public sealed class StackCommandsTests : IDisposable
{
    private const string Urn = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev";
    private readonly CliProject _project = new();

    private string StateFile => _project.At(".state", ".pulumi", "stacks", "proj", "dev.json");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Init_NewStack_CreatesPrivateStateAndSaltAndSelectsIt()
    {
        Assert.Equal("Created stack 'dev'\n", await _project.OutputAsync("stack", "init", "dev"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StateFile));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(_project.At(".state")));
        Assert.Equal("version: 1\n", _project.Read(".state", ".pulumi", "meta.yaml"));
        Assert.Matches("^encryptionsalt: v1:[^:]+:v1:[^:]+:[^:]+\n$", _project.Read("Pulumi.dev.yaml"));
        Assert.Equal("dev\n", await _project.OutputAsync("stack", "--show-name"));
        Assert.StartsWith("NAME  LAST UPDATE", await _project.OutputAsync("stack", "ls"));
    }

    [Fact]
    public async Task Init_SecondTime_Fails()
    {
        await _project.InitAsync();
        Assert.Equal(
            (1, "", "error: stack 'organization/proj/dev' already exists\n"),
            await _project.RunAsync(["stack", "init", "dev"]));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("x$y")]
    public async Task Init_WrongName_Fails(string name) =>
        Assert.Equal(1, (await _project.RunAsync(["stack", "init", name])).Code);

    [Fact]
    public async Task AnyVerb_StackNotFoundOrNoneSelected_ExitsWith6()
    {
        var notFound = (6, "", "error: no stack named 'nope' found\n");
        Assert.Equal(notFound, await _project.RunAsync(["stack", "output", "-s", "nope"]));
        Assert.Equal(notFound, await _project.RunAsync(["stack", "select", "nope"]));
        var (code, _, error) = await _project.RunAsync(["config"]);
        Assert.Equal(6, code);
        Assert.StartsWith("error: no stack selected", error);
    }

    [Fact]
    public async Task AnyVerb_WithoutProjectOrWithWrongOption_FailsInOneLine()
    {
        File.Delete(_project.At("Pulumi.yaml"));
        var (code, _, error) = await _project.RunAsync(["stack", "ls"]);
        Assert.Equal(1, code);
        Assert.StartsWith("error: no Pulumi.yaml project file found", error);
        Assert.Single(error.TrimEnd().Split('\n'));
        (code, _, error) = await _project.RunAsync(["stack", "ls", "--nonsense"]);
        Assert.Equal(1, code);
        Assert.StartsWith("error: Unrecognized command or argument '--nonsense'", error);
    }

    [Fact]
    public async Task Output_SecretsAndTrees_AreShownAsAsked()
    {
        await InitWithOutputsAsync();
        Assert.Equal("plain\n", await _project.OutputAsync("stack", "output", "Text"));
        Assert.Equal("[secret]\n", await _project.OutputAsync("stack", "output", "Password"));
        Assert.Equal("s3cr3t\n", await _project.OutputAsync("stack", "output", "Password", "--show-secrets"));
        Assert.Equal("{\"n\":[1,\"[secret]\"]}\n", await _project.OutputAsync("stack", "output", "Tree"));
        Assert.Equal("{\"n\":[1,true]}\n", await _project.OutputAsync("stack", "output", "Tree", "--show-secrets"));
        Assert.Equal(
            """
            Current stack outputs (3):
                OUTPUT    VALUE
                Password  [secret]
                Text      plain
                Tree      {"n":[1,"[secret]"]}

            """,
            await _project.OutputAsync("stack", "output"));
        Assert.Equal(
            """
            {
              "Password": "s3cr3t",
              "Text": "plain",
              "Tree": {
                "n": [
                  1,
                  true
                ]
              }
            }

            """,
            await _project.OutputAsync("stack", "output", "--json", "--show-secrets"));
        Assert.Equal(
            (1, "", "error: current stack does not have output property 'nope'\n"),
            await _project.RunAsync(["stack", "output", "nope"]));
    }

    [Fact]
    public async Task Output_WithoutShowSecrets_NeedsNoPassphrase()
    {
        await InitWithOutputsAsync();
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE", null);
        Assert.Equal("plain\n", await _project.OutputAsync("stack", "output", "Text"));
        Assert.Equal(
            (1, "", "error: getting stack configuration: get stack secrets manager: passphrase must be set with "
                + "PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables\n"),
            await _project.RunAsync(["stack", "output", "--show-secrets"]));
        var file = _project.At("passphrase");
        await File.WriteAllTextAsync(file, PassphraseSecretsTests.Passphrase + "\n");
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE_FILE", file);
        try
        {
            Assert.Equal("s3cr3t\n", await _project.OutputAsync("stack", "output", "Password", "--show-secrets"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE_FILE", null);
        }
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE", "wrong");
        Assert.Equal(
            (1, "", "error: getting stack configuration: get stack secrets manager: incorrect passphrase\n"),
            await _project.RunAsync(["stack", "output", "--show-secrets"]));
    }

    [Fact]
    public async Task ExportThenImport_EncryptedOrPlain_KeepsTheState()
    {
        await InitWithOutputsAsync();
        var encrypted = await _project.OutputAsync("stack", "export");
        Assert.DoesNotContain("s3cr3t", encrypted);
        Assert.StartsWith("{\n    \"version\": 3,\n    \"deployment\": {\n        \"manifest\": {", encrypted);
        await _project.OutputAsync("stack", "export", "--show-secrets", "--file", "plain.json");
        Assert.Contains("\"plaintext\": \"\\\"s3cr3t\\\"\"", _project.Read("plain.json"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_project.At("plain.json")));
        foreach (var export in new[] { encrypted, _project.Read("plain.json") })
        {
            await File.WriteAllTextAsync(StateFile, "{\"version\":3,\"checkpoint\":{}}");
            var (code, output, _) = await _project.RunAsync(["stack", "import"], export);
            Assert.Equal((0, "Import complete.\n"), (code, output));
            Assert.DoesNotContain("s3cr3t", await File.ReadAllTextAsync(StateFile));
            Assert.Equal("s3cr3t\n", await _project.OutputAsync("stack", "output", "Password", "--show-secrets"));
        }
        var history = _project.At(".state", ".pulumi", "history", "proj", "dev");
        Assert.Equal(2, Directory.GetFiles(history, "*.history.json").Length);
        Assert.StartsWith("{\"kind\":\"import\",", await File.ReadAllTextAsync(
            Directory.GetFiles(history, "*.history.json")[0]));
    }

    [Fact]
    public async Task Import_WrongState_IsRefusedUnlessForced()
    {
        await _project.InitAsync();
        const string foreign = """
            {"version":3,"deployment":{"resources":[{"urn":"urn:pulumi:prod::proj::t::n","custom":true,"type":"t"}]}}
            """;
        Assert.Equal(
            (1, "", "error: resource 'urn:pulumi:prod::proj::t::n' is from a different stack (prod != dev)\n"),
            await _project.RunAsync(["stack", "import"], foreign));
        Assert.Equal(0, (await _project.RunAsync(["stack", "import", "--force"], foreign)).Code);
        var broken = foreign.Replace("prod", "dev").Replace("\"type\"", "\"parent\":\"p\",\"type\"");
        Assert.Equal(
            (1, "", "error: child resource urn:pulumi:dev::proj::t::n refers to missing parent p\n"),
            await _project.RunAsync(["stack", "import"], broken));
    }

    [Fact]
    public async Task Import_PendingOperation_IsDroppedWithAWarning()
    {
        await _project.InitAsync();
        var (code, _, error) = await _project.RunAsync(["stack", "import"],
            """
            {"version":3,"deployment":{"pending_operations":[
              {"resource":{"urn":"u","custom":true,"type":"t"},"type":"creating"}]}}
            """);
        Assert.Equal((0, "warning: removing pending operation 'creating' on 'u' from snapshot\n"), (code, error));
        Assert.DoesNotContain("pending_operations", await File.ReadAllTextAsync(StateFile));
    }

    [Fact]
    public async Task Rm_StackWithResources_IsRefusedUnlessForced()
    {
        await InitWithOutputsAsync();
        Assert.Equal(2, (await _project.RunAsync(["stack", "rm", "dev"])).Code);
        var (code, _, error) = await _project.RunAsync(["stack", "rm", "dev", "--yes"]);
        Assert.Equal(1, code);
        Assert.StartsWith("error: 'dev' still has resources; removal rejected.", error);
        Assert.True(File.Exists(StateFile));
        Assert.Equal(
            "Stack 'dev' has been removed!\n", await _project.OutputAsync("stack", "rm", "dev", "--yes", "--force"));
        Assert.False(File.Exists(StateFile));
        Assert.False(File.Exists(_project.At("Pulumi.dev.yaml")));
        Assert.Equal(6, (await _project.RunAsync(["stack"])).Code);
    }

    [Fact]
    public async Task Rm_PreserveConfig_KeepsTheFile()
    {
        await _project.InitAsync();
        await _project.OutputAsync("stack", "rm", "dev", "--yes", "--preserve-config");
        Assert.True(File.Exists(_project.At("Pulumi.dev.yaml")));
    }

    [Fact]
    public async Task Lock_OfAnotherProcess_StopsWritersUntilCancelled()
    {
        await _project.InitAsync();
        var directory = _project.At(".state", ".pulumi", "locks", "organization", "proj", "dev");
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(Path.Combine(directory, "x.json"),
            """{"pid":21485,"username":"me","hostname":"host","timestamp":"2026-11-22T20:05:25Z"}""");
        var (code, _, error) = await _project.RunAsync(["stack", "rm", "dev", "--yes"]);
        Assert.Equal(1, code);
        Assert.Equal("error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end "
            + $"or delete the lock file with `pulumi cancel`.\n  file://{directory}/x.json?no_tmp_dir=true: "
            + "created by me@host (pid 21485) at 2026-11-22T20:05:25Z\n", error);
        Assert.Equal(
            "The currently running update for 'dev' has been canceled!\n", await _project.OutputAsync("cancel"));
        await _project.OutputAsync("stack", "rm", "dev", "--yes");
        Assert.Empty(Directory.GetFiles(directory));
    }

    [Fact]
    public async Task Backend_FromTheEnvironment_MustExist()
    {
        Environment.SetEnvironmentVariable("PULUMI_BACKEND_URL", "file://" + _project.At("elsewhere"));
        Assert.Equal(1, (await _project.RunAsync(["stack", "init", "dev"])).Code);
        Directory.CreateDirectory(_project.At("elsewhere"));
        await _project.InitAsync();
        Assert.True(File.Exists(_project.At("elsewhere", ".pulumi", "stacks", "proj", "dev.json")));
        Assert.False(Directory.Exists(_project.At(".state")));
    }

    [Fact]
    public async Task Help_OfEveryVerb_SaysWhatItDoes()
    {
        foreach (var verb in new[]
        {
            "stack init", "stack ls", "stack select", "stack rm", "stack output", "stack export", "stack import",
            "stack rename", "stack change-secrets-provider", "state delete", "state unprotect", "state rename",
            "config set", "config get", "config rm", "cancel", "version", "config", "stack",
        })
        {
            var help = await _project.OutputAsync([.. verb.Split(' '), "--help"]);
            Assert.Contains("Usage:", help);
            Assert.Contains("--stack", help);
        }
    }

    private async Task InitWithOutputsAsync()
    {
        await _project.InitAsync();
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(StateFile));
        var salt = json.RootElement.GetProperty("checkpoint").GetProperty("latest").GetProperty("secrets_providers")
            .GetProperty("state").GetProperty("salt").GetString()!;
        var outputs = PropertyMap.Empty.Set("Text", "plain").Set("Password", new SecretValue("s3cr3t")).Set("Tree",
            new ObjectValue(PropertyMap.Empty.Set("n", PropertyValue.Array([1.0, new SecretValue(true)]))));
        var stack = new ResourceState { Urn = Urn, Type = "pulumi:pulumi:Stack", Custom = false, Outputs = outputs };
        using var store = new CheckpointStore(
            StateFile, "organization/proj/dev", new PassphraseSecrets(salt, () => PassphraseSecretsTests.Passphrase));
        await store.SaveAsync(new Snapshot([stack], []));
    }
}
