using Engine.Properties;
using Engine.Protocol;
using Engine.Providers.Command;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Command;

public sealed class CopyToRemoteTests(SshServer server) : IClassFixture<SshServer>, IDisposable
{
    private static readonly ResourceRef Copy = Resource("command:remote:CopyToRemote");

    private readonly CommandProvider _provider = new();
    private readonly Recording _recording = new();
    private readonly Scratch _local = new();
    private readonly Scratch _remote = new();

    public void Dispose()
    {
        _local.Dispose();
        _remote.Dispose();
    }

    [Fact]
    public async Task Create_Text_IsWrittenWithItsParents()
    {
        var result = await CopyAsync(new AssetValue(null, Text: "hello"), "a/b/file");

        Assert.Equal("hello", Read("a/b/file"));
        Assert.Matches("^[0-9a-f]{8}$", result.Id);
    }

    [Fact]
    public async Task Create_ShorterText_TruncatesAndKeepsTheMode()
    {
        File.SetUnixFileMode(_remote.Write("file", "a long text"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await CopyAsync(new AssetValue(null, Text: "short"), "file");

        Assert.Equal("short", Read("file"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode($"{_remote.Path}/file"));
    }

    [Fact]
    public async Task Create_TextIntoADirectory_Fails()
    {
        Directory.CreateDirectory($"{_remote.Path}/dir");

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => CopyAsync(new AssetValue(null, Text: "x"), "dir"));

        Assert.Equal(
            $"remote path {_remote.Path}/dir is a directory; when using a text asset, remotePath must be a file path",
            error.Message);
    }

    [Fact]
    public async Task Create_FileIntoADirectory_GoesInside()
    {
        Directory.CreateDirectory($"{_remote.Path}/dir");

        await CopyAsync(new AssetValue(null, Path: _local.Write("name", "content")), "dir");

        Assert.Equal("content", Read("dir/name"));
    }

    [Theory]
    [InlineData("", "target/tree/sub/file")]
    [InlineData("/", "target/sub/file")]
    public async Task Create_Directory_GoesInsideUnlessItEndsWithASlash(string ending, string expected)
    {
        Directory.CreateDirectory($"{_local.Path}/tree/sub");
        _local.Write("tree/sub/file", "deep");

        await CopyAsync(new ArchiveValue(null, Path: $"{_local.Path}/tree{ending}"), "target");

        Assert.Equal("deep", Read(expected));
    }

    [Fact]
    public async Task Update_OfTheConnectionAlone_CopiesNothing()
    {
        var inputs = (await _provider.CheckAsync(Copy, null, Inputs(new AssetValue(null, Text: "x"), "file"))).Inputs;

        await _provider.UpdateAsync(
            Copy, "id", inputs, inputs, inputs.Set("connection", server.Connection(("perDialTimeout", 9))),
            _recording.Context());

        Assert.False(File.Exists($"{_remote.Path}/file"));
    }

    [Fact]
    public async Task Update_OfTheText_CopiesAgain()
    {
        var olds = (await _provider.CheckAsync(Copy, null, Inputs(new AssetValue(null, Text: "x"), "file"))).Inputs;
        var news = (await _provider.CheckAsync(Copy, olds, Inputs(new AssetValue(null, Text: "y"), "file"))).Inputs;

        await _provider.UpdateAsync(Copy, "id", olds, olds, news, _recording.Context());

        Assert.Equal("y", Read("file"));
    }

    [Fact]
    public async Task Check_TextAndFile_GetTheHashOfTheContent()
    {
        const string hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

        var text = await _provider.CheckAsync(Copy, null, Inputs(new AssetValue(null, Text: "hello"), "f"));
        var file = await _provider.CheckAsync(
            Copy, null, Inputs(new AssetValue(null, Path: _local.Write("n", "hello")), "f"));

        Assert.Equal(hello, ((AssetValue)text.Inputs["source"]).Hash);
        Assert.Equal(hello, ((AssetValue)file.Inputs["source"]).Hash);
    }

    [Fact]
    public async Task Check_Directory_GetsTheHashOfItsTar()
    {
        // The tar that Pulumi hashes, made once more by tar itself.
        Directory.CreateDirectory($"{_local.Path}/tree/sub");
        _local.Write("tree/b", "two");
        _local.Write("tree/sub/a", "one");
        var check = await _provider.CheckAsync(
            Copy, null, Inputs(new ArchiveValue(null, Path: $"{_local.Path}/tree"), "t"));

        var hash = Shell.Run(
            "sh", "-c",
            $"cd {_local.Path}/tree && tar --format=ustar --owner=:0 --group=:0 --numeric-owner --mtime=@0 "
            + "--mode=0600 --blocking-factor=1 -cf - b sub/a | sha256sum | cut -c1-64").Trim();
        Assert.Equal(hash, ((ArchiveValue)check.Inputs["source"]).Hash);
    }

    [Theory]
    [InlineData("nothing", "either asset or archive must be set")]
    [InlineData("unknown", "either asset or archive must be set")]
    [InlineData("remote asset", "asset must be a path-based file asset or a text asset")]
    [InlineData("remote archive", "archive must be a path to a file or directory")]
    [InlineData("assembled archive", "archive must be a path to a file or directory")]
    [InlineData("empty text", "an empty text asset cannot be copied by version 1.2.1")]
    public async Task Check_SourceThatVersion121CannotCopy_Fails(string kind, string reason)
    {
        PropertyValue source = kind switch
        {
            "unknown" => PropertyValue.Computed,
            "remote asset" => new AssetValue(null, Uri: "http://host/file"),
            "remote archive" => new ArchiveValue(null, Uri: "http://host/file"),
            "assembled archive" => new ArchiveValue(null, Assets: Map(("a", new AssetValue(null, Text: "x")))),
            "empty text" => new AssetValue(null, Text: ""),
            _ => PropertyValue.Null,
        };

        var check = await _provider.CheckAsync(Copy, null, Inputs(source, "file"));

        Assert.Equal(reason, Assert.Single(check.Failures).Reason);
    }

    private string Read(string path) => File.ReadAllText($"{_remote.Path}/{path}");

    private PropertyMap Inputs(PropertyValue source, string path) => Map(
        ("connection", server.Connection()), ("source", source), ("remotePath", $"{_remote.Path}/{path}"));

    private Task<ResourceResult> CopyAsync(PropertyValue source, string path) =>
        _provider.CheckAndCreateAsync(Copy, Inputs(source, path), _recording.Context());
}
