using Enginsight.Ops.Logins;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Tests.Ssh;

namespace Enginsight.Ops.Tests.Logins;

/// <summary>What up asks before it hands the VMs over to a Pulumi CLI.</summary>
public class LoginsTests
{
    [Fact]
    public async Task Check_RefusedLogin_IsSaid_AndWasTriedOnce()
    {
        using var server = new SshServer();
        var refused = server.Login() with { PrivateKey = new(server.Key("stranger")) };

        var error = await Assert.ThrowsAsync<OpsException>(() => LoginsCommand.CheckAsync([server.Login(), refused]));

        Assert.EndsWith("\nNothing was changed.", error.Message, StringComparison.Ordinal);
        Assert.Single(error.Message.Split('\n')[..^1]);
        Assert.Equal(1, server.Logins);
        Assert.Single(
            File.ReadAllLines(server.Path("log")),
            line => line.Contains("Failed publickey", StringComparison.Ordinal));
    }

    /// <summary>The stack's commands would all end well there.</summary>
    [Fact]
    public async Task Check_ShellThatRunsNothing_IsSaid()
    {
        using var server = SshServer.With("ForceCommand true");

        var error = await Assert.ThrowsAsync<OpsException>(() => LoginsCommand.CheckAsync([server.Login()]));

        Assert.Contains("the user's shell does not run commands", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AnotherHostKey_IsSaid()
    {
        using var server = new SshServer();
        var login = server.Login() with { HostKey = File.ReadAllText(server.Path("stranger.pub")) };

        await Assert.ThrowsAsync<OpsException>(() => LoginsCommand.CheckAsync([login]));
    }

    /// <summary>A VM may be about to start: the provider waits for it.</summary>
    [Fact]
    public async Task Check_VmThatDoesNotAnswer_IsLeftToTheProvider()
    {
        using var server = new SshServer();
        server.Stop();

        await LoginsCommand.CheckAsync([server.Login()]);
    }
}
