using System.Text.Json;
using Engine.Runs;
using Engine.Sdk;
using Engine.Tests.Cli;
using Pulumi;
using Pulumi.Command.Local;
using Pulumi.Random;

namespace Engine.Tests.Deploy;

/// <summary>Real programs, run by the verbs over a state file.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class DeployCommandsTests : IDisposable
{
    private readonly CliProject _project = new();
    private string _command = "echo one";

    public DeployCommandsTests() => _project.Host = new ProgramHost((monitor, settings) =>
        ProgramRunner.RunAsync(new ProgramRun(monitor, settings), () =>
            ProgramRunner.RunFunctionAsync(() => Task.FromResult<IDictionary<string, object?>>(Program()), null)));

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Up_Twice_DeploysOnceAndThenFindsNothingToDo()
    {
        await _project.InitAsync();

        var first = await _project.OutputAsync("up", "-s", "dev", "--yes");
        Assert.Contains("+ 3 created", first);
        Assert.Contains("    length  : 3\n", first);
        var state = _project.Read(".state", ".pulumi", "stacks", "proj", "dev.json");

        var second = await _project.OutputAsync("up", "-s", "dev", "--yes", "--expect-no-changes");
        Assert.Contains("Updating (dev):\n\n    pulumi:pulumi:Stack proj-dev  \n\nOutputs:\n", second);
        Assert.Contains("    3 unchanged\n", second);
        Assert.Equal(state, _project.Read(".state", ".pulumi", "stacks", "proj", "dev.json"));
        var history = _project.At(".state", ".pulumi", "history", "proj", "dev");
        Assert.Equal(2, Directory.GetFiles(history, "*.history.json").Length);
    }

    [Fact]
    public async Task Up_SecretOutput_IsNowhereInTheClear()
    {
        await _project.InitAsync();

        var output = await _project.OutputAsync("up", "-s", "dev", "--yes", "--diff");
        var secret = (await _project.OutputAsync("stack", "output", "password", "-s", "dev", "--show-secrets")).Trim();

        Assert.True(secret.Length >= 12);
        Assert.DoesNotContain(secret, output);
        Assert.DoesNotContain(secret, await _project.OutputAsync("preview", "-s", "dev", "--json"));
        Assert.DoesNotContain(secret, _project.Read(".state", ".pulumi", "stacks", "proj", "dev.json"));
    }

    [Fact]
    public async Task Preview_WithChanges_ExitsSevenWhereNoneAreExpected()
    {
        await _project.InitAsync();
        await _project.OutputAsync("up", "-s", "dev", "--yes", "--skip-preview");
        _command = "echo two; echo three";

        var (code, output, error) = await _project.RunAsync(["preview", "-s", "dev", "--expect-no-changes"]);

        Assert.Equal(7, code);
        Assert.Contains(" ~  command:local:Command hello update [diff: ~create]\n", output);
        Assert.Equal("error: no changes were expected for preview but changes were proposed\n", error);
    }

    [Fact]
    public async Task Preview_AsJson_SaysStepsAndCounts()
    {
        await _project.InitAsync();

        using var json = JsonDocument.Parse(await _project.OutputAsync("preview", "-s", "dev", "--json"));

        Assert.Equal(3, json.RootElement.GetProperty("changeSummary").GetProperty("create").GetInt32());
        Assert.Equal(["create", "create", "create"],
            json.RootElement.GetProperty("steps").EnumerateArray()
                .Where(step => !step.GetProperty("urn").GetString()!.Contains("providers"))
                .Select(step => step.GetProperty("op").GetString()));
    }

    [Fact]
    public async Task Up_WithoutATerminalAndWithoutYes_ExitsTwo()
    {
        await _project.InitAsync();

        var (code, _, error) = await _project.RunAsync(["up", "-s", "dev", "--non-interactive"]);

        Assert.Equal(2, code);
        Assert.Equal("error: --yes or --skip-preview or --preview-only must be passed in to proceed when running in "
            + "non-interactive mode\n", error);
    }

    [Fact]
    public async Task Up_CommandFails_SaysWhichHowAndWithWhatOutput()
    {
        await _project.InitAsync();
        _command = "echo last words; exit 3";

        var (code, output, _) = await _project.RunAsync(["up", "-s", "dev", "--yes", "--skip-preview"]);

        Assert.Equal(1, code);
        Assert.Contains("  command:local:Command (hello):\n"
            + "    error: exit status 3: running \"echo last words; exit 3\":\n    last words\n", output);
        Assert.Contains("    2 errored\n", output);
        var locks = _project.At(".state", ".pulumi", "locks");
        Assert.Empty(Directory.GetFiles(locks, "*.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Destroy_AfterUp_LeavesAnEmptyStack()
    {
        await _project.InitAsync();
        await _project.OutputAsync("up", "-s", "dev", "--yes", "--skip-preview");

        var output = await _project.OutputAsync("destroy", "-s", "dev", "--yes");

        Assert.Contains("    - 3 deleted\n", output);
        Assert.Contains("run `pulumi stack rm dev`", output);
        Assert.DoesNotContain("\"resources\"", _project.Read(".state", ".pulumi", "stacks", "proj", "dev.json"));
    }

    private Dictionary<string, object?> Program()
    {
        var password = new RandomPassword("password", new RandomPasswordArgs { Length = 12 });
        var hello = new Command("hello", new CommandArgs { Create = _command, Stdin = password.Result });
        return new() { ["length"] = hello.Stdout.Apply(text => text.Length), ["password"] = password.Result };
    }
}
