using System.Text;
using Enginsight.Infra.Bundles;
using Enginsight.Infra.Files;

namespace Enginsight.Infra.Tests.Bundles;

/// <summary>bundle/bring with a real sshd, whose VM is a folder of this machine that calls itself bookworm.</summary>
public sealed class BringTests : IDisposable
{
    private readonly SomeBundle _bundle = new();
    private readonly SshServer _server = new();
    private readonly Scratch _vm = new();

    public BringTests()
    {
        var suite = File.ReadLines("/etc/os-release").Single(line =>
            line.StartsWith("VERSION_CODENAME=", StringComparison.Ordinal)).Split('=')[1];
        File.WriteAllText(_bundle.At("list"), File.ReadAllText(_bundle.At("list")).Replace(
            "bookworm", suite, StringComparison.Ordinal));
        Directory.CreateDirectory(_vm.At("remote"));
        File.WriteAllText(_vm.At("remote/receive.sh"), EmbeddedFile.Read("remote/receive.sh"));
        foreach (var name in new[] { "bring", "askpass" })
        {
            File.WriteAllText(_vm.At(name), EmbeddedFile.Read($"bundle/{name}").Replace(
                RemoteScripts.Folder, _vm.Path, StringComparison.Ordinal));
            File.SetUnixFileMode(_vm.At(name), (UnixFileMode)0b111_101_101);
        }
    }

    private string Store => _vm.At("store");

    public void Dispose()
    {
        _server.Dispose();
        _bundle.Dispose();
        _vm.Dispose();
    }

    [Fact]
    public async Task Bring_VmThatHasNothing_BringsItsFilesAndNoOthers_AndNothingTheSecondTime()
    {
        var first = (await BringAsync("load-balancer", SomeBundle.Ui)).Succeeded();
        var second = (await BringAsync("load-balancer", SomeBundle.Ui)).Succeeded();

        Assert.Equal(("brought 0.0 MB, 3 files\n", "unchanged\n"), (first.Output, second.Output));
        Assert.Equal(["images/a.tar.gz", "packages/curl.deb", "packages/nginx.deb"], Stored());
        Assert.Equal("layer of all", File.ReadAllText(Path.Combine(Store, "images/a.tar.gz")));
    }

    [Fact]
    public async Task Bring_TransferThatWasCut_GoesOnWhereItWas()
    {
        const string server = "registry.enginsight.com/enginsight/server-m2:7.17.31";
        (await BringAsync(server)).Succeeded();
        var file = Path.Combine(Store, "images/b.tar.gz");
        File.Delete(file);
        File.WriteAllText($"{file}.part", new string('x', 2_000_000));

        var again = (await BringAsync(server)).Succeeded();

        Assert.Equal("brought 1.0 MB, 1 files\n", again.Output);
        Assert.Equal(3_000_000, new FileInfo(file).Length);
    }

    [Fact]
    public async Task Bring_WhatTheVmNeedsNoLonger_IsTakenAway()
    {
        (await BringAsync("database", "load-balancer")).Succeeded();

        (await BringAsync("database")).Succeeded();

        Assert.Equal(["packages/redis.deb"], Stored());
    }

    [Fact]
    public async Task Bring_FileThatChangedInTheBundle_DoesNotArriveAndIsNamed()
    {
        File.WriteAllText(_bundle.At("packages/redis.deb"), "Redis");

        var failed = (await BringAsync("database")).Failed();

        Assert.Contains("packages/redis.deb arrived with another checksum", failed.Error, StringComparison.Ordinal);
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task Bring_MoreThanTheVmHasRoomFor_IsRefusedBeforeTheTransfer()
    {
        var list = File.ReadAllText(_bundle.At("list"));
        File.WriteAllText(_bundle.At("list"), list.Replace(
            $"{4096,11} images/b", "900000000000000 images/b", StringComparison.Ordinal));

        var failed = (await BringAsync("registry.enginsight.com/enginsight/server-m2:7.17.31")).Failed();

        Assert.Contains("make room; nothing was brought", failed.Error, StringComparison.Ordinal);
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task Bring_BundleOfAnotherSuite_IsRefused()
    {
        var lines = File.ReadAllLines(_bundle.At("list"));
        File.WriteAllLines(_bundle.At("list"), ["# suite sid amd64", .. lines[1..]]);

        var failed = (await BringAsync("database")).Failed();

        Assert.Contains("the bundle is for sid amd64, and this VM is", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bring_ListThatThePreviewDidNotSee_IsRefused()
    {
        var failed = (await BringAsync(["database"], sum: new string('0', 64))).Failed();

        Assert.Contains("list is another one than the preview was made of", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bring_ServerWithAnotherHostKey_IsNotTalkedTo()
    {
        var failed = (await BringAsync(["database"], hostKey: _server.Key("stranger.pub"))).Failed();

        Assert.Contains("Host key verification failed", failed.Error, StringComparison.Ordinal);
        Assert.Equal(0, _server.Logins);
    }

    [Fact]
    public async Task Bring_KeyWithAPassphrase_ThroughAProxy_LogsInAtBoth()
    {
        using var proxy = new SshServer();

        (await BringAsync(["database"], key: _server.LockedKey, more: new StringBuilder()
            .Append(Login("proxy", proxy, proxy.LockedKey, proxy.HostKey)))).Succeeded();

        Assert.True(proxy.Logins > 0);
        Assert.Equal(["packages/redis.deb"], Stored());
    }

    private Task<CommandResult> BringAsync(params string[] words) => BringAsync(words, sum: null);

    private Task<CommandResult> BringAsync(
        string[] words, string? sum = null, string? key = null, string? hostKey = null, StringBuilder? more = null)
    {
        var list = BundleList.Parse(File.ReadAllText(_bundle.At("list")));
        return Shell.RunAsync(
            ["bash", _vm.At("bring"), _bundle.Folder, sum ?? list.SumFor(words), Store, .. words],
            input: Login("vm", _server, key ?? _server.PrivateKey, hostKey ?? _server.HostKey) + more);
    }

    private static string Login(string name, SshServer server, string key, string hostKey) => $"""
        ==> secret {name}-host
        127.0.0.1
        ==> secret {name}-port
        {server.Port}
        ==> secret {name}-user
        root
        ==> secret {name}-privateKey
        {key.TrimEnd()}
        ==> secret {name}-privateKeyPassword
        {SshServer.Passphrase}
        ==> secret {name}-hostKey
        {hostKey.Trim()}

        """;

    private string[] Stored() => Directory.Exists(Store)
        ? [.. Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Store, file))
            .Where(file => file != ".lock").Order(StringComparer.Ordinal)]
        : [];
}
