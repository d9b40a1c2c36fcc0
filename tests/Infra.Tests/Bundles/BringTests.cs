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
        _bundle.EditList("bookworm", suite);
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
    public async Task Bring_ConnectionThatBreaks_GoesOnWhereItWasInTheSameRun()
    {
        const int size = 30_000_000;
        const int window = 2 << 20; // what sshd may have taken and not yet given to anybody
        _bundle.Add("images/large.tar.gz", new string('x', size), "large:1");
        await using var link = new BreakingLink(_server.Port, after: size * 2 / 3);

        var brought = (await BringAsync(["large:1"], port: link.Port)).Succeeded();

        Assert.True(link.HasBroken);
        Assert.StartsWith("the transfer was cut\nbrought ", brought.Output, StringComparison.Ordinal);
        Assert.Equal(size, new FileInfo(Path.Combine(Store, "images/large.tar.gz")).Length);
        Assert.InRange(link.Bytes, size, size + (2 * window));
    }

    /// <summary>Its sshd believes in the connection for hours, and the transfer has the folder's lock.</summary>
    [Fact]
    public async Task Bring_AfterAConnectionThatDiedWithoutAWord_TakesItsPlace()
    {
        (await BringAsync("database")).Succeeded();
        using var dead = Shell.Start(["bash", "-c", $"""
            exec 8<> <(:) # a pipe that nobody closes
            bash {_vm.At("remote/receive.sh")} take {Store} - - <&8
            """]);
        await Wait.UntilAsync("the transfer waits", async () =>
            (await Shell.RunAsync(["flock", "-n", Path.Combine(Store, ".lock"), "true"])).ExitCode != 0);

        var after = (await BringAsync("database", "load-balancer")).Succeeded();

        Assert.Equal("brought 0.0 MB, 2 files\n", after.Output);
        await dead.WaitForExitAsync();
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
        _bundle.EditList($"{4096,11} images/b", "900000000000000 images/b");

        var failed = (await BringAsync("registry.enginsight.com/enginsight/server-m2:7.17.31")).Failed();

        Assert.Contains("make room; nothing was brought", failed.Error, StringComparison.Ordinal);
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task Bring_BundleOfAnotherSuite_IsRefused()
    {
        _bundle.EditList("# suite ", "# suite not-");

        var failed = (await BringAsync("database")).Failed();

        Assert.Contains("the bundle is for not-", failed.Error, StringComparison.Ordinal);
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
            .Append(Login("proxy", proxy.Port, proxy.LockedKey, proxy.HostKey)))).Succeeded();

        Assert.True(proxy.Logins > 0);
        Assert.Equal(["packages/redis.deb"], Stored());
    }

    private Task<CommandResult> BringAsync(params string[] words) => BringAsync(words, sum: null);

    private Task<CommandResult> BringAsync(
        string[] words, string? sum = null, string? key = null, string? hostKey = null, StringBuilder? more = null,
        int? port = null)
    {
        var list = BundleList.Parse(File.ReadAllText(_bundle.At("list")));
        return Shell.RunAsync(
            ["bash", _vm.At("bring"), _bundle.Folder, sum ?? list.SumFor(words), Store, .. words],
            input: Login(
                "vm", port ?? _server.Port, key ?? _server.PrivateKey, hostKey ?? _server.HostKey) + more);
    }

    private static string Login(string name, int port, string key, string hostKey) => $"""
        ==> secret {name}-host
        127.0.0.1
        ==> secret {name}-port
        {port}
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
