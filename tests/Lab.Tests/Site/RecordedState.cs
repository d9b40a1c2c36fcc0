using System.IO.Compression;
using System.Text.Json;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Site;

/// <summary>
/// A site as the program of 161f9a2 brought it up: its stack file, and its state as it was exported, secrets encrypted
/// with the passphrase of all labs. The VMs of the recording are gone, and its secrets with them.
/// </summary>
/// <param name="name">Name of both files in the folder Recorded.</param>
internal sealed class RecordedState(string name)
{
    private static readonly string Recordings =
        Path.Combine(PulumiCli.Root, "tests", "Lab.Tests", "Site", "Recorded");

    /// <summary>Puts stack file and state into a folder with a project.</summary>
    /// <param name="edit">What the operator changes in the stack file.</param>
    public async Task RestoreAsync(SiteFolder folder, Func<string, string> edit)
    {
        var stackFile = await File.ReadAllTextAsync(Path.Combine(Recordings, $"{name}.yaml"));
        await File.WriteAllTextAsync(folder.StackFile, edit(stackFile));
        (await folder.PulumiAsync("stack", "init", SiteFolder.Stack)).Succeeded();
        await folder.EditStateAsync(_ => State());
    }

    /// <summary>Number of the resources that a preview counts: all but providers.</summary>
    public int Resources()
    {
        using var state = JsonDocument.Parse(State());
        return state.RootElement.GetProperty("deployment").GetProperty("resources").EnumerateArray()
            .Select(resource => resource.GetProperty("type").GetString()!)
            .Count(type => !type.StartsWith("pulumi:providers:", StringComparison.Ordinal));
    }

    private string State()
    {
        using var file = File.OpenRead(Path.Combine(Recordings, $"{name}.json.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return text.ReadToEnd();
    }
}
