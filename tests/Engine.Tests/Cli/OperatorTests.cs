using System.Text.Json;
using Engine.Deployments;
using Engine.Files;
using Engine.Runs;
using Engine.Sdk;
using Pulumi;
using Pulumi.Command.Local;
using Pulumi.Random;

namespace Engine.Tests.Cli;

/// <summary>What an operator types and reads, as the Pulumi CLI has it.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class OperatorTests : IDisposable
{
    private readonly CliProject _project = new();
    private string _command = "echo one";
    private bool _protect;
    private bool _gone;

    public OperatorTests() => _project.Host = new ProgramHost((monitor, settings) =>
        ProgramRunner.RunAsync(new ProgramRun(monitor, settings), () =>
            ProgramRunner.RunFunctionAsync(() => Task.FromResult<IDictionary<string, object?>>(Program()), null)));

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task StackLs_RightAfterInit_SaysWhenAndThatItHoldsNothing()
    {
        await _project.InitAsync();

        Assert.Matches(@"(?m)^dev\*  (now|\d+ seconds? ago) +0$", await _project.OutputAsync("stack", "ls"));
    }

    [Theory]
    [InlineData(0, "now")]
    [InlineData(61, "1 minute ago")]
    [InlineData(7300, "2 hours ago")]
    [InlineData(86400 * 8, "1 week ago")]
    [InlineData(86400 * 800, "2 years ago")]
    public void Ago_SaysTheBiggestUnit(int seconds, string text) =>
        Assert.Equal(text, GoTime.Ago(TimeProvider.System.GetUtcNow().AddSeconds(-seconds)));

    [Theory]
    [InlineData("string", "12", "\"12\"")]
    [InlineData("int", "+5", "5")]
    [InlineData("float", "1.5", "1.5")]
    [InlineData("bool", "true", "true")]
    public async Task ConfigSet_TypeWithPath_StoresIt(string type, string value, string written)
    {
        await _project.InitAsync();

        await _project.OutputAsync("config", "set", "--path", "k", "--type", type, "--", value);

        Assert.Contains($"  proj:k: {written}\n", _project.Read("Pulumi.dev.yaml"));
    }

    [Fact]
    public async Task ConfigSet_ValueOfAnotherType_SaysWhatItShouldBe()
    {
        await _project.InitAsync();

        var (code, _, error) = await _project.RunAsync(["config", "set", "--path", "k", "x", "--type", "int"]);

        Assert.Equal((1, "error: the value should be a whole number, as --type says; it is 'x'\n"), (code, error));
    }

    [Fact]
    public async Task ConfigSet_Paths_AreTakenAsTheRealOneTakesThem()
    {
        await _project.InitAsync();
        await _project.OutputAsync("config", "set", "single", "text");
        foreach (var (path, value) in new[] { ("single.a", "1"), ("list[1]", "x"), ("a..b", "2"), ("plus", "+5") })
            await _project.OutputAsync("config", "set", "--path", path, value);

        Assert.EndsWith("""
              proj:single:
                a: 1
              proj:list:
                - null
                - x
              proj:a:
                b: 2
              proj:plus: 5

            """, _project.Read("Pulumi.dev.yaml"));
    }

    [Fact]
    public async Task Config_EmojiAndSeveralLines_AreReadable()
    {
        await _project.InitAsync();
        await _project.OutputAsync("config", "set", "face", "a😀b");
        await _project.OutputAsync("config", "set", "trick", @"\uD83D\uDE00");
        await _project.OutputAsync("config", "set", "text", "one\ntwo");

        Assert.Contains("\"value\": \"a😀b\"", await _project.OutputAsync("config", "get", "face", "--json"));
        using var json = JsonDocument.Parse(await _project.OutputAsync("config", "get", "trick", "--json"));
        Assert.Equal(@"\uD83D\uDE00", json.RootElement.GetProperty("value").GetString());
        Assert.Contains("text   one\n       two\n", await _project.OutputAsync("config"));
    }

    [Theory]
    [InlineData("taint", "state", "taint", "urn")]
    [InlineData("watch", "watch")]
    [InlineData("--replace", "up", "--replace", "urn")]
    [InlineData("--output", "preview", "--output=json")]
    public async Task Verb_OfThePulumiCliOnly_IsToldFromASlipOfTheHand(string word, params string[] args)
    {
        await _project.InitAsync();

        var (code, _, error) = await _project.RunAsync(args);

        Assert.Equal(1, code);
        Assert.StartsWith($"error: '{word}' is the Pulumi CLI's, this engine does without.", error);
        Assert.DoesNotContain("Pulumi CLI's", (await _project.RunAsync(["previwe"])).Error);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--output=json")]
    public async Task StackLs_AsJson_HasWhatTheFileBackendKnows(string option)
    {
        await _project.InitAsync();

        using var json = JsonDocument.Parse(await _project.OutputAsync("stack", "ls", option));

        Assert.Equal(["name", "current", "lastUpdate", "resourceCount"],
            json.RootElement[0].EnumerateObject().Select(item => item.Name));
    }

    [Fact]
    public async Task StackRename_KeepsResourcesConfigurationAndHistory()
    {
        await _project.InitAsync();
        await _project.OutputAsync("config", "set", "hidden", "s3cr3t", "--secret");
        await _project.OutputAsync("up", "-s", "dev", "--yes", "--skip-preview");

        Assert.Equal("Renamed dev to prod\n", await _project.OutputAsync("stack", "rename", "prod"));

        Assert.Contains("    3 unchanged\n",
            await _project.OutputAsync("up", "--yes", "--skip-preview", "--expect-no-changes"));
        Assert.Equal("s3cr3t\n", await _project.OutputAsync("config", "get", "hidden"));
        Assert.Equal(2, Directory.GetFiles(
            _project.At(".state", ".pulumi", "history", "proj", "prod"), "prod-*.history.json").Length);
        Assert.Equal(6, (await _project.RunAsync(["stack", "-s", "dev"])).Code);
    }

    [Fact]
    public async Task ChangeSecretsProvider_ToANewPassphrase_KeepsWhatIsSecret()
    {
        await _project.InitAsync();
        await _project.OutputAsync("config", "set", "--path", "list[0].hidden", "s3cr3t", "--secret");
        await _project.OutputAsync("up", "-s", "dev", "--yes", "--skip-preview");

        var (code, _, error) = await _project.RunAsync(
            ["stack", "change-secrets-provider", "passphrase"], "another one\n");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(1, (await _project.RunAsync(["stack", "export", "--show-secrets"])).Code);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE", "another one");

        Assert.Equal("s3cr3t\n", await _project.OutputAsync("config", "get", "--path", "list[0].hidden"));
        Assert.Contains("3 unchanged", await _project.OutputAsync("preview", "--expect-no-changes"));
        Assert.Equal(1, (await _project.RunAsync(["stack", "change-secrets-provider", "awskms://x"])).Code);
    }

    [Fact]
    public async Task State_Edits_ChangeTheStateAlone()
    {
        await _project.InitAsync();
        _protect = true;
        await _project.OutputAsync("up", "-s", "dev", "--yes", "--skip-preview");
        var (password, hello) = (await UrnAsync("password"), await UrnAsync("hello"));

        Assert.Contains("because it is protected", (await _project.RunAsync(["state", "delete", password])).Error);
        Assert.Equal("1 resources unprotected\n", await _project.OutputAsync("state", "unprotect", password));
        Assert.Contains($" * \"hello\" ({hello})\n", (await _project.RunAsync(["state", "delete", password])).Error);
        Assert.Equal("Resource renamed\n", await _project.OutputAsync("state", "rename", hello, "hi"));
        Assert.StartsWith("error: No such resource", (await _project.RunAsync(["state", "delete", hello])).Error);
        Assert.Equal("2 resources deleted\n", await _project.OutputAsync(
            "state", "delete", password, "--target-dependents"));
        Assert.DoesNotContain("password", await _project.OutputAsync("stack"));
    }

    [Fact]
    public async Task Up_Excluded_StaysAsItIs()
    {
        await _project.InitAsync();
        await _project.OutputAsync("up", "-s", "dev", "--yes", "--skip-preview");
        _command = "echo two";

        var text = await _project.OutputAsync("preview", "--exclude", "**RandomPassword::*");

        Assert.Contains("    ~ 1 to update\n    2 unchanged\n", text.Replace("1 changes. ", ""));
    }

    [Fact]
    public async Task Up_Message_IsInTheHistory()
    {
        await _project.InitAsync();

        await _project.OutputAsync("up", "-s", "dev", "--yes", "--message", "because");

        using var entry = JsonDocument.Parse(File.ReadAllText(Directory.GetFiles(
            _project.At(".state", ".pulumi", "history", "proj", "dev"), "*.history.json").Single()));
        Assert.Equal("because", entry.RootElement.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Up_Refresh_ShowsItsRows()
    {
        await _project.InitAsync();
        await _project.OutputAsync("up", "-s", "dev", "--yes");

        var text = await _project.OutputAsync("up", "-s", "dev", "--yes", "--skip-preview", "--refresh");

        Assert.Contains(" ~  command:local:Command hello refreshing (0s) \n", text);
        Assert.Contains("    3 unchanged\n", text);
    }

    [Fact]
    public async Task PreviewJson_OfCreatesAndOfReplacements_IsAsTheRealOne()
    {
        await _project.InitAsync();
        await _project.OutputAsync("config", "set", "plain", "v");
        await _project.OutputAsync("config", "set", "hidden", "s3cr3t", "--secret");
        using var creates = JsonDocument.Parse(await _project.OutputAsync("preview", "-s", "dev", "--json"));
        await _project.OutputAsync("up", "-s", "dev", "--yes", "--skip-preview");
        _command = "echo three";
        using var replaces = JsonDocument.Parse(await _project.OutputAsync("preview", "-s", "dev", "--json"));

        Assert.Equal(["[secret]", "v"],
            creates.RootElement.GetProperty("config").EnumerateObject().Select(item => item.Value.GetString()));
        var hello = Step(creates, "hello");
        Assert.EndsWith("::04da6b54-80e4-46f7-96ec-b56ff0331ba9", hello.GetProperty("provider").GetString());
        Assert.Equal(JsonValueKind.Null, hello.GetProperty("detailedDiff").ValueKind);
        Assert.Equal("[secret]", hello.GetProperty("newState").GetProperty("inputs").GetProperty("stdin").GetString());
        Assert.DoesNotContain(hello.GetProperty("newState").EnumerateObject().Select(item => item.Name),
            name => name is "outputs" or "created" or "modified");
        Assert.Equal(["same", "replace", "update"],
            replaces.RootElement.GetProperty("steps").EnumerateArray()
                .Select(step => step.GetProperty("op").GetString()));
        var create = Step(replaces, "hello").GetProperty("detailedDiff").GetProperty("create");
        Assert.Equal(("update", false),
            (create.GetProperty("kind").GetString(), create.GetProperty("inputDiff").GetBoolean()));
        Assert.True(Step(replaces, "hello").GetProperty("newState").TryGetProperty("id", out _));
        Assert.False(Step(replaces, "hello").GetProperty("newState").TryGetProperty("outputs", out _));
        Assert.Equal(["length"], Step(replaces, "password").GetProperty("replaceReasons").EnumerateArray()
            .Select(reason => reason.GetString()));
        Assert.Equal(JsonValueKind.Null, Step(replaces, "password").GetProperty("detailedDiff").ValueKind);
    }

    [Fact]
    public async Task PreviewJson_OfWhatIsRefused_ListsItAndSaysWhy()
    {
        await _project.InitAsync();
        _protect = true;
        await _project.OutputAsync("up", "-s", "dev", "--yes", "--skip-preview");
        _command = "echo three";
        using var replaces = JsonDocument.Parse(
            (await _project.RunAsync(["preview", "-s", "dev", "--json"])).Output);
        _gone = true;
        var (code, output, _) = await _project.RunAsync(["preview", "-s", "dev", "--json"]);
        using var deletes = JsonDocument.Parse(output);

        Assert.Equal(1, code);
        Assert.Equal("replace", Step(replaces, "password").GetProperty("op").GetString());
        Assert.Equal("delete", Step(deletes, "password").GetProperty("op").GetString());
        Assert.Contains(deletes.RootElement.GetProperty("diagnostics").EnumerateArray(), item =>
            item.GetProperty("message").GetString()!.StartsWith("Preview failed: resource"));
    }

    [Theory]
    [InlineData("file://~/{0}")]
    [InlineData("file://~/{0}?no_tmp_dir=true")]
    public async Task Backend_InTheHomeDirectory_IsFoundAgain(string url)
    {
        var name = $"engine-tests-{Guid.NewGuid()}";
        var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), name);
        Directory.CreateDirectory(home);
        try
        {
            Environment.SetEnvironmentVariable("PULUMI_BACKEND_URL", string.Format(null, url, name));
            await _project.InitAsync();

            Assert.True(File.Exists(Path.Combine(home, ".pulumi", "stacks", "proj", "dev.json")));
            Assert.StartsWith("error: stack 'organization/proj/dev' already exists",
                (await _project.RunAsync(["stack", "init", "dev"])).Error);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private async Task<string> UrnAsync(string name) => (await _project.OutputAsync("stack", "--show-urns"))
        .Split('\n').Single(line => line.EndsWith("::" + name))["        URN: ".Length..];

    private static JsonElement Step(JsonDocument preview, string name) => preview.RootElement.GetProperty("steps")
        .EnumerateArray().Single(step => step.GetProperty("urn").GetString()!.EndsWith("::" + name));

    private Dictionary<string, object?> Program()
    {
        if (_gone)
            return [];
        var password = new RandomPassword("password", new RandomPasswordArgs { Length = _command.Length },
            new CustomResourceOptions { Protect = _protect });
        var hello = new Command("hello", new CommandArgs { Create = _command + _command, Stdin = password.Result });
        return new() { ["out"] = hello.Stdout };
    }
}
