using Enginsight.Ops.Bundle;

namespace Enginsight.Ops.Tests.Bundle;

/// <summary>A bundle as one file, packed by the script that packs it.</summary>
public sealed class PackedBundleTests : IDisposable
{
    private readonly Scratch _folder = new();

    public PackedBundleTests()
    {
        Directory.CreateDirectory(_folder.At("enginsight/bundle"));
        WriteVersions("ui-m1:7.18.0\n");
        File.WriteAllText(_folder.At("enginsight/bundle/list"), BundleFolder.ListOf("bookworm amd64",
            [BundleFolder.FileOf(_folder.At("enginsight/bundle"), BundleFolder.Versions, 0, [])]));
        File.WriteAllText(_folder.At("enginsight/up"), "");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("site.tar")]
    [InlineData("site.tar.gz")]
    [InlineData("site.tar.zst")]
    public async Task Read_FileOfAPackedBundle_IsItsText(string name)
    {
        await PackAsync(name);

        Assert.True(PackedBundle.IsOne(_folder.At(name)));
        Assert.Equal("ui-m1:7.18.0\n", await ReadAsync(name));
    }

    [Fact]
    public async Task Read_BundleThatIsCutShort_NamesIt()
    {
        await PackAsync("site.tar.gz");
        await using (var file = File.OpenWrite(_folder.At("site.tar.gz")))
            file.SetLength(file.Length / 2);

        var error = await Assert.ThrowsAsync<OpsException>(() => ReadAsync("site.tar.gz"));

        Assert.StartsWith($"{_folder.At("site.tar.gz")} cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FileThatIsNotAsTheListHasIt_IsNamed()
    {
        WriteVersions("ui-m1:6.66.0\n");
        await PackAsync("site.tar");

        var error = await Assert.ThrowsAsync<OpsException>(() => ReadAsync("site.tar"));

        Assert.Equal(
            $"{_folder.At("site.tar")} cannot be read: airgap.versions is not as its list has it", error.Message);
    }

    /// <summary>When and by whom the files were written is no part of them.</summary>
    [Fact]
    public async Task Pack_SameContentAtAnotherTime_IsTheSameBytes()
    {
        await PackAsync("one.tar.gz");
        File.SetLastWriteTimeUtc(_folder.At("enginsight/up"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.SetUnixFileMode(_folder.At("enginsight/bundle/airgap.versions"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await PackAsync("two.tar.gz");

        Assert.Equal(File.ReadAllBytes(_folder.At("one.tar.gz")), File.ReadAllBytes(_folder.At("two.tar.gz")));
    }

    private void WriteVersions(string text) =>
        File.WriteAllText(_folder.At("enginsight/bundle/airgap.versions"), text);

    private Task<string> ReadAsync(string name) =>
        PackedBundle.ReadAsync(_folder.At(name), BundleFolder.Versions, CancellationToken.None);

    private Task PackAsync(string name) => LocalScript.RunAsync(
        "pack", "", CancellationToken.None, _folder.At("enginsight"), _folder.At(name));
}
