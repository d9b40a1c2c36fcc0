using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Enginsight.Infra.Bundles;
using Enginsight.Ops.Bundle;

namespace Enginsight.Ops.Tests.Bundle;

/// <summary>What docker save has written, as the files of a bundle.</summary>
public sealed class ImageArchiveTests : IDisposable
{
    private const string Shared = "a layer of both";
    private readonly Scratch _folder = new();

    public ImageArchiveTests()
    {
        Directory.CreateDirectory(_folder.At("saved/one"));
        File.WriteAllText(_folder.At("saved/one/layer.tar"), Shared);
        File.WriteAllText(_folder.At("saved/two.tar"), "a layer of b");
        File.WriteAllText(_folder.At("saved/a.json"), """{"image":"a"}""");
        File.WriteAllText(_folder.At("saved/b.json"), """{"image":"b"}""");
        File.WriteAllText(_folder.At("saved/manifest.json"), """
            [{"Config":"a.json","RepoTags":["host:5000/a:1"],"Layers":["one/layer.tar"]},
             {"Config":"b.json","RepoTags":["b:2","b:latest"],"Layers":["one/layer.tar","two.tar"]}]
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Convert_LayerOfTwoImages_IsThereOnceAndForBoth()
    {
        var files = await ConvertAsync("host:5000/a:1", "b:2");

        var layer = Assert.Single(files, file => file.Path == $"images/{Sum(Shared)}.tar.gz");
        Assert.Equal("b:2 host:5000/a:1", string.Join(' ', layer.For));
        Assert.Equal(Shared.Length, layer.Unpacked);
        Assert.Equal(Shared, Unpacked(layer));
        Assert.Equal(layer.Bytes, new FileInfo(_folder.At(layer.Path)).Length);
    }

    [Fact]
    public async Task Convert_EachImage_HasADescriptionByItsOwnNameOnly()
    {
        await ConvertAsync("host:5000/a:1", "b:2");

        Assert.Equal(
            $$"""[{"Config":"{{Sum("""{"image":"b"}""")}}.json","RepoTags":["b:2"],"Layers":"""
            + $"""["{Sum(Shared)}.tar.gz","{Sum("a layer of b")}.tar.gz"]{"}"}]""",
            File.ReadAllText(_folder.At("images/b_2.json")));
        Assert.True(File.Exists(_folder.At("images/host_5000_a_1.json")));
    }

    [Fact]
    public async Task Convert_LayerThatIsSavedCompressed_IsTheSame()
    {
        var plain = await ConvertAsync("b:2");
        await using (var packed = new GZipStream(File.Create(_folder.At("saved/two.tar")), CompressionLevel.Fastest))
            await packed.WriteAsync(Encoding.UTF8.GetBytes("a layer of b"));

        Assert.Equal(
            plain.Select(file => file.ToString()), (await ConvertAsync("b:2")).Select(file => file.ToString()));
    }

    [Fact]
    public async Task Convert_ImageThatDockerDidNotSave_IsNamed()
    {
        var error = await Assert.ThrowsAsync<OpsException>(() => ConvertAsync("b:2", "docker.io/c:3"));

        Assert.Contains("docker.io/c:3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfTheFiles_ReadsBackAsTheyAre()
    {
        var files = await ConvertAsync("host:5000/a:1", "b:2");

        var list = BundleList.Parse(BundleFolder.ListOf("bookworm amd64", files));

        Assert.Equal(files.Select(file => file.ToString()), list.Files.Select(file => file.ToString()));
        Assert.Empty(list.Flaws(_folder.Path));
        Assert.True(list.Has("b:2"));
        Assert.False(list.Has("b:latest"));
    }

    private async Task<IReadOnlyList<BundleFile>> ConvertAsync(params string[] images) =>
        await ImageArchive.ConvertAsync(_folder.At("saved"), _folder.At("images"), images, CancellationToken.None);

    private string Unpacked(BundleFile file)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(_folder.At(file.Path)), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
