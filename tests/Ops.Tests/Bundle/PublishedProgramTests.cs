using Enginsight.Ops.Bundle;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Tests.Bundle;

/// <summary>What a bundle brings to run starts as it was made, or not at all.</summary>
public sealed class PublishedProgramTests : IAsyncLifetime
{
    private readonly Scratch _folder = new();

    public async Task InitializeAsync()
    {
        foreach (var folder in new[] { "program", "scripts", "infra", "bundle" })
            Directory.CreateDirectory(_folder.At(folder));
        foreach (var script in new[] { "lib", "pulumi" })
            File.Copy(Path.Combine(PulumiCli.Root, "scripts", script), _folder.At($"scripts/{script}"));
        File.WriteAllText(_folder.At("program/Enginsight.Infra"), "#!/bin/sh\necho \"ran $*\"\n");
        File.SetUnixFileMode(_folder.At("program/Enginsight.Infra"), (UnixFileMode)0b111_101_101);
        File.WriteAllText(_folder.At("program/Enginsight.Infra.dll"), "the program");
        foreach (var file in new[] { "Pulumi.yaml", "up", "infra/bring" })
            File.WriteAllText(_folder.At(file), "");
        await LocalScript.RunAsync(
            "sums", "", CancellationToken.None, _folder.Path, _folder.At("bundle/program.sums"));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Start_AsItWasMade_Runs()
    {
        Assert.Equal("ran version\n", (await StartAsync()).Succeeded().Output);
        Assert.Equal("ran version\n", (await StartAsync()).Succeeded().Output);
    }

    /// <summary>Neither before the first start nor after one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_AFileIsAnother_IsRefusedByItsName(bool hasRun)
    {
        if (hasRun)
            (await StartAsync()).Succeeded();
        File.WriteAllText(_folder.At("program/Enginsight.Infra.dll"), "the Program");

        var refused = (await StartAsync()).Failed();

        Assert.Equal(2, refused.ExitCode);
        Assert.Equal(
            "error: program/Enginsight.Infra.dll is not as the bundle has it: copy and unpack the bundle again; "
            + "nothing was touched\n",
            refused.Error);
        Assert.Equal("", refused.Output);
    }

    [Theory]
    [InlineData("program/Enginsight.Infra.dll")]
    [InlineData("infra/bring")]
    [InlineData("Pulumi.yaml")]
    [InlineData("program/Enginsight.Infra")]
    public async Task Start_AFileIsMissing_IsRefusedByItsName(string file)
    {
        File.Delete(_folder.At(file));

        var refused = (await StartAsync()).Failed();

        Assert.StartsWith($"error: {file} is not as", refused.Error, StringComparison.Ordinal);
    }

    private Task<CommandResult> StartAsync() => Shell.RunAsync(["./scripts/pulumi", "version"], _folder.Path);
}
