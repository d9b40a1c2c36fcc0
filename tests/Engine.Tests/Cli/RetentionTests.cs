using Engine.Protocol;
using Engine.Runs;

namespace Engine.Tests.Cli;

/// <summary>What a stack's operations leave in the backend, run after run.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class RetentionTests : IDisposable
{
    private const string Limit = "PULUMI_EMBEDDED_HISTORY_LIMIT";

    private readonly CliProject _project = new();
    private string _value = "1";

    public RetentionTests() => _project.Host = new ProgramHost(async (monitor, settings) =>
    {
        await monitor.RegisterResourceAsync(new RegisterResourceRequest
        {
            Type = "pulumi:pulumi:Stack",
            Name = $"{settings.Project}-{settings.Stack}",
            Custom = false,
            Inputs = Properties.PropertyMap.Empty.Set("value", _value),
        });
        return 0;
    });

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Limit, null);
        _project.Dispose();
    }

    [Fact]
    public async Task Up_Unchanged_IsInTheHistoryAndCopiesNothingAgain()
    {
        await UpAsync();
        await UpAsync();
        await UpAsync();

        Assert.Equal(3, History("*.history.json").Length);
        Assert.Single(Backups());
        var copies = History("*.checkpoint.json");
        Assert.Equal(3, copies.Length);
        Assert.Single((await Task.WhenAll(copies.Select(InodeAsync))).Distinct());
    }

    [Fact]
    public async Task Up_MoreOftenThanTheLimit_KeepsTheNewest()
    {
        Environment.SetEnvironmentVariable(Limit, "2");
        for (var round = 1; round <= 4; round++)
        {
            _value = $"{round}";
            await UpAsync();
        }

        Assert.Equal([2, 2, 2],
            [History("*.history.json").Length, History("*.checkpoint.json").Length, Backups().Length]);
        Assert.Equal(["3", "4"], History("*.checkpoint.json").Order().Select(Value));
    }

    [Fact]
    public async Task Up_LimitIsNoNumber_SaysWhatItShouldBe()
    {
        await UpAsync();
        Environment.SetEnvironmentVariable(Limit, "many");

        var (code, _, error) = await _project.RunAsync(["up", "-s", "dev", "--yes"]);

        Assert.Equal((1, $"error: {Limit} should be a number, 0 for no limit; it is 'many'\n"), (code, error));
    }

    private async Task UpAsync()
    {
        if (!File.Exists(_project.At("Pulumi.dev.yaml")))
            await _project.InitAsync();
        await _project.OutputAsync("up", "-s", "dev", "--yes");
    }

    private string[] History(string pattern) =>
        Directory.GetFiles(_project.At(".state", ".pulumi", "history", "proj", "dev"), pattern);

    private string[] Backups() => Directory.GetFiles(_project.At(".state", ".pulumi", "backups", "proj", "dev"));

    private static string Value(string checkpoint) =>
        File.ReadAllText(checkpoint).Split("\"inputs\":{\"value\":\"")[1].Split('"')[0];

    private static async Task<string> InodeAsync(string file) =>
        (await Shell.RunAsync(["stat", "-c", "%i", file])).Succeeded().Output;
}
