using System.Text.Json;
using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Site;

/// <summary>A stack that an earlier version of the program has made goes on with this one.</summary>
[Collection(SiteFolderCollection.Name)]
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
    /// Steps are updated, as their scripts are others. A step may be new on a VM that is known, and one may leave that
    /// leaves the VM as it is; whatever else is created or deleted has got another name on the way.
    /// </summary>
    private async Task AssertGoesOnAsync(string recording, Func<string, string> edit)
    {
        var state = new RecordedState(recording);
        await state.RestoreAsync(_folder, edit);

        var preview = (await _folder.PulumiAsync("preview", "--json")).Succeeded();

        using var json = JsonDocument.Parse(preview.Output);
        var steps = json.RootElement.GetProperty("steps").EnumerateArray().ToArray();
        var created = steps.Where(step => Operation(step) == "create").Select(Urn).ToHashSet();
        Assert.Empty(steps
            .Where(step => Operation(step) switch
            {
                "same" or "update" => false,
                "create" => !IsCommand(step) || created.Contains(Parent(step.GetProperty("newState"))),
                "delete" => !IsCommand(step) || HasUndo(step.GetProperty("oldState")),
                _ => true,
            })
            .Select(step => $"{Operation(step)} {Urn(step)}"));
        var counts = json.RootElement.GetProperty("changeSummary").EnumerateObject()
            .Where(count => count.Name != "create")
            .Sum(count => count.Value.GetInt32());
        Assert.Equal(state.Resources(), counts);
    }

    private static string Operation(JsonElement step) => step.GetProperty("op").GetString()!;

    private static string Urn(JsonElement step) => step.GetProperty("urn").GetString()!;

    private static string Parent(JsonElement state) => state.GetProperty("parent").GetString()!;

    private static bool IsCommand(JsonElement step) =>
        Urn(step).Contains("command:remote:Command::", StringComparison.Ordinal);

    private static bool HasUndo(JsonElement state) => state.GetProperty("inputs").TryGetProperty("delete", out _);

    /// <summary>Takes the name out of an entry of a list; what follows is the entry's first line then.</summary>
    [GeneratedRegex(@"^(    - )name: .*\n      ", RegexOptions.Multiline)]
    private static partial Regex AppServerName();
}
