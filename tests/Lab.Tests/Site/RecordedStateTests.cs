using System.Text.Json;
using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Site;

/// <summary>A stack that an earlier version of the program has made goes on with this one.</summary>
public sealed partial class RecordedStateTests : IAsyncLifetime
{
    private readonly SiteFolder _folder = new(Directory.CreateTempSubdirectory("enginsight-recorded-").FullName);

    public Task InitializeAsync() => _folder.InstallAsync(PulumiCli.Root);

    public Task DisposeAsync()
    {
        Directory.Delete(_folder.Path, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public Task Preview_OfDefaultNames_ShowsUpdatesOnly() => AssertGoesOnAsync("default-names", text => text);

    [Fact]
    public Task Preview_OfUnnamedAppServers_ShowsUpdatesOnly() =>
        AssertGoesOnAsync("default-names", text => AppServerName().Replace(text, "$1"));

    [Fact]
    public Task Preview_OfNamesOfItsOwn_ShowsUpdatesOnly() => AssertGoesOnAsync("own-names", text => text);

    /// <summary>
    /// Steps are updated, as their scripts are others, and steps that are new are created. Whatever else is created, or
    /// deleted with something to undo, has got another name on the way.
    /// </summary>
    private async Task AssertGoesOnAsync(string recording, Func<string, string> edit)
    {
        var state = new RecordedState(recording);
        await state.RestoreAsync(_folder, edit);

        var preview = (await _folder.PulumiAsync("preview", "--json")).Succeeded();

        using var json = JsonDocument.Parse(preview.Output);
        var steps = json.RootElement.GetProperty("steps").EnumerateArray().ToArray();
        var deleted = steps.Where(step => Operation(step) == "delete").Select(StepName).ToHashSet();
        var unwanted = steps
            .Where(step => Operation(step) switch
            {
                "same" or "update" => false,
                "create" => !IsOurs(step) || (IsCommand(step) && deleted.Contains(StepName(step))),
                "delete" => !IsOurs(step) || HasUndo(step.GetProperty("oldState")),
                _ => true,
            })
            .Select(step => $"{Operation(step)} {Urn(step)}")
            .ToArray();
        Assert.True(unwanted.Length == 0, string.Join('\n', unwanted));
        var counts = json.RootElement.GetProperty("changeSummary").EnumerateObject()
            .Where(count => count.Name != "create")
            .Sum(count => count.Value.GetInt32());
        Assert.Equal(state.Resources(), counts);
    }

    private static string Operation(JsonElement step) => step.GetProperty("op").GetString()!;

    private static string Urn(JsonElement step) => step.GetProperty("urn").GetString()!;

    /// <summary>Name of a step without its VM's, such as containers.</summary>
    private static string StepName(JsonElement step) => Urn(step).Split('-')[^1];

    private static bool IsCommand(JsonElement step) =>
        Urn(step).Contains("command:remote:Command::", StringComparison.Ordinal);

    /// <summary>Neither a key, nor a password, nor a certificate: those have to stay.</summary>
    private static bool IsOurs(JsonElement step) =>
        IsCommand(step) || Urn(step).Contains("::enginsight:infra:", StringComparison.Ordinal);

    private static bool HasUndo(JsonElement state) => state.GetProperty("inputs").TryGetProperty("delete", out _);

    /// <summary>Takes the name out of an entry of a list; what follows is the entry's first line then.</summary>
    [GeneratedRegex(@"^(    - )name: .*\n      ", RegexOptions.Multiline)]
    private static partial Regex AppServerName();
}
