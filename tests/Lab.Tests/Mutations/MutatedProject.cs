using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Stacks;
using Xunit.Sdk;

namespace Enginsight.Lab.Tests.Mutations;

/// <summary>
/// A copy of the project's program and tools, to be broken. It shares stack files and state with the original.
/// </summary>
public sealed class MutatedProject : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("enginsight-mutated-").FullName;
    private bool _isCopied;

    /// <summary>Breaks the copy, brings the lab up with it, and fails unless the test turns red in the expected way.</summary>
    internal async Task AssertRedAsync<TLab>(TLab lab, Mutation<TLab> mutation)
        where TLab : ILab
    {
        await using var applied = await ApplyAsync(lab, mutation);
        await lab.PulumiAsync("up", "--yes"); // what it does to the lab is for the test to see

        var red = await Assert.ThrowsAnyAsync<XunitException>(() => mutation.Test(lab));

        Assert.Matches(mutation.Symptom, red.Message);
    }

    private async Task<IAsyncDisposable> ApplyAsync(ILab lab, Mutation mutation)
    {
        if (!_isCopied)
        {
            (await Shell.RunAsync(["bash", "-c", $"""
                cp -r --parents floor engine infra ops lab scripts tests/Engine.Bench '{_folder}'
                cp *.props global.json BannedSymbols.txt .editorconfig Pulumi.yaml '{_folder}'
                ln -s "$PWD/stacks" "$PWD/.state" '{_folder}'
                """], PulumiCli.Root)).Succeeded();
            _isCopied = true;
        }

        var file = Path.Combine(_folder, mutation.File);
        var text = await File.ReadAllTextAsync(file);
        Assert.True(
            text.Split(mutation.Text).Length == 2,
            $"'{mutation.Text}' should stand in {mutation.File} exactly once");
        await File.WriteAllTextAsync(file, text.Replace(mutation.Text, mutation.Replacement, StringComparison.Ordinal));
        lab.Project = _folder;
        return new Applied(lab, file, text);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// Disposing mends the copy and brings the lab back with the original, also what only a mutation leaves there.
    /// </summary>
    private sealed class Applied(ILab lab, string file, string text) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await File.WriteAllTextAsync(file, text);
            lab.Project = PulumiCli.Root;
            (await lab.UpAsync()).Succeeded();
            (await lab.UpAsync("--repair")).Succeeded();
        }
    }
}
