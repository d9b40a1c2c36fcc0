using System.Diagnostics;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Tests.Ssh;

public sealed class VmShellTests(SshServer server) : IClassFixture<SshServer>
{
    [Fact]
    public async Task RunAsync_ScriptWithInput_GivesStatusOutputAndErrorApart()
    {
        using var shell = await VmShell.ConnectAsync(server.Login());

        var result = await shell.RunAsync(
            "read -r line; echo \"got 'it': $line\"; id -u; echo bad >&2; exit 3", "a $b 'c'\n");

        Assert.Equal(new ShellResult(3, "got 'it': a $b 'c'\n0\n", "bad\n"), result);
    }

    [Fact]
    public async Task RunAsync_WithoutInput_FindsItsEnd()
    {
        using var shell = await VmShell.ConnectAsync(server.Login());

        Assert.Equal("0\n", (await shell.RunAsync("cat | wc -c")).Output);
    }

    [Fact]
    public async Task RunAsync_ScriptThatIgnoresItsInput_Succeeds()
    {
        using var shell = await VmShell.ConnectAsync(server.Login());

        Assert.True((await shell.RunAsync("true", new string('x', 5_000_000))).Succeeded);
    }

    [Fact]
    public async Task RunAsync_ManyAtATimeWithMuchOutput_AllComeWhole()
    {
        using var shell = await VmShell.ConnectAsync(server.Login());

        var results = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => shell.RunAsync($"head -c 3000000 /dev/zero | tr '\\0' {i}")));

        Assert.All(results, result => Assert.Equal(3_000_000, result.Output.Length));
    }

    [Fact]
    public async Task RunAsync_SlowerThanItsLimit_GivesUpInTime()
    {
        using var shell = await VmShell.ConnectAsync(server.Login());
        var watch = Stopwatch.StartNew();

        var failure = await Assert.ThrowsAsync<VmUnreachableException>(
            () => shell.RunAsync("sleep 30", timeout: TimeSpan.FromSeconds(1)));

        Assert.Contains("app1", failure.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 10);
    }

    /// <summary>A stand-in of fish: what it says of the first line of each command, and its name.</summary>
    [Fact]
    public async Task RunAsync_LoginShellOfAnotherLanguage_IsNamedWithWhatToType()
    {
        using var files = new Scratch();
        var fish = files.Write("fish.sh", """
            [ "$SSH_ORIGINAL_COMMAND" != 'echo $SHELL' ] || exec echo /usr/bin/fish
            echo "fish: Unsupported use of '='" >&2
            exit 127
            """);
        using var other = SshServer.With($"ForceCommand sh {fish}");
        using var shell = await VmShell.ConnectAsync(other.Login());

        var failure = await Assert.ThrowsAsync<VmUnreachableException>(() => shell.RunAsync("true"));

        Assert.Contains("'s is /usr/bin/fish; type there: chsh -s /bin/bash ", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Debian's bash reads .bashrc whenever sshd starts it.</summary>
    [Fact]
    public async Task RunAsync_ShellThatGreets_GivesWhatTheScriptPrinted()
    {
        using var files = new Scratch();
        files.Write(".bashrc", "echo PRODUCTION; echo be careful >&2\n");
        using var greeter = SshServer.With($"SetEnv HOME={files.Path}");
        using var shell = await VmShell.ConnectAsync(greeter.Login());

        var result = await shell.RunAsync("echo 12; echo bad >&2; exit 4");

        Assert.Equal(new ShellResult(4, "12\n", "bad\n"), result);
    }

    [Theory]
    [InlineData("echo this account is closed; exit 0")]
    [InlineData("echo this account is closed >&2; exec true")]
    public async Task RunAsync_ShellThatRunsNothing_IsNoSuccess(string bashrc)
    {
        using var files = new Scratch();
        files.Write(".bashrc", bashrc + "\n");
        using var closed = SshServer.With($"SetEnv HOME={files.Path}");
        using var shell = await VmShell.ConnectAsync(closed.Login());

        var failure = await Assert.ThrowsAsync<VmUnreachableException>(() => shell.RunAsync("echo here"));

        Assert.Contains("app1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("this account is closed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ConnectionBreaks_SaysWhichVmAndThatTheScriptMayStillRun()
    {
        using var files = new Scratch();
        using var other = new SshServer();
        using var shell = await VmShell.ConnectAsync(other.Login());
        var run = shell.RunAsync($"touch {files.At("begun")}; sleep 30");
        await Wait.UntilAsync("the script begins", () => File.Exists(files.At("begun")));

        other.Drop();
        var failure = await Assert.ThrowsAsync<VmUnreachableException>(() => run);

        Assert.StartsWith($"{other.Login()}: the connection broke while a command ran, which may still run there: ",
            failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AfterTheConnectionBroke_ConnectsAgain()
    {
        using var other = new SshServer();
        using var shell = await VmShell.ConnectAsync(other.Login());
        other.Drop();

        Assert.Equal("here\n", (await shell.RunAsync("echo here")).Output);
    }

    [Fact]
    public async Task ConnectAsync_ThroughAProxy_RunsOnTheVm()
    {
        using var proxy = new SshServer();
        using var shell = await VmShell.ConnectAsync(server.Login() with { Proxy = proxy.Login().Target });

        Assert.Equal("here\n", (await shell.RunAsync("echo here")).Output);
        Assert.Equal(1, proxy.Logins);
    }

    [Fact]
    public async Task ConnectAsync_ProxyRefusesTheLogin_SaysThatItIsTheProxy()
    {
        using var proxy = new SshServer();
        var login = server.Login() with { Proxy = proxy.Login().Target with { PrivateKey = proxy.Key("stranger") } };

        var failure = await Assert.ThrowsAsync<VmUnreachableException>(() => VmShell.ConnectAsync(login));

        Assert.Equal(
            $"{server.Login()}: its proxy {proxy.Login().Target} refuses the login; is the public key in the user's "
            + "authorized_keys?", failure.Message);
    }

    [Fact]
    public async Task ConnectAsync_OtherHostKey_SaysSoAndDoesNotLogIn()
    {
        var login = server.Login() with { HostKey = server.Key("stranger.pub") };

        var failure = await Assert.ThrowsAsync<VmUnreachableException>(() => VmShell.ConnectAsync(login));

        Assert.Contains("another host key", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_WithoutPin_AcceptsAnyHostKey()
    {
        using var shell = await VmShell.ConnectAsync(server.Login() with { HostKey = null });

        Assert.True((await shell.RunAsync("true")).Succeeded);
    }

    [Fact]
    public async Task ConnectAsync_StrangersKey_IsRefused()
    {
        var login = server.Login() with { PrivateKey = new(server.Key("stranger")) };

        var failure = await Assert.ThrowsAsync<VmUnreachableException>(() => VmShell.ConnectAsync(login));

        Assert.Contains("authorized_keys", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_UnreadableKey_IsNotQuoted()
    {
        var login = server.Login() with { PrivateKey = new("-----BEGIN hunter2-----") };

        var failure = await Assert.ThrowsAsync<VmUnreachableException>(() => VmShell.ConnectAsync(login));

        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnAllAsync_OneUnreachable_TheOthersAnswer()
    {
        VmLogin[] logins = [server.Login(), server.Login() with { Name = "app2", Port = Loopback.FreePort() }];

        var answers = await VmConnections.OnAllAsync(logins, shell => shell.RunAsync("echo here"));

        Assert.Equal("here\n", answers[0].Answer?.Output);
        Assert.Contains("app2", answers[1].Failure?.Message, StringComparison.Ordinal);
    }
}
