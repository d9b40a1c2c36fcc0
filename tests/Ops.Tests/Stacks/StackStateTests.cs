using Enginsight.Infra.Remote;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Tests.Stacks;

public sealed class StackStateTests
{
    private static readonly RemoteStep Script = new("database/allow") { Variables = [("vm", "app1")] };

    [Fact]
    public void Parse_NestedSecrets_AreRevealedAndStayOutOfText()
    {
        var state = StackState.Parse(
            new StateText().Add("AppServer:app1", "packages", "10.0.0.1", Script, "hunter2", secret: true).ToString());

        var command = Assert.Single(state.Commands);
        Assert.Equal("hunter2", command.Stdin.Reveal());
        Assert.True(command.IsSecret);
        Assert.Equal("the key", command.Login.PrivateKey?.Reveal());
        Assert.Equal("app1 (ops@10.0.0.1:22)", command.Login.ToString());
        Assert.Equal("jump@203.0.113.5:2222", command.Login.Proxy?.ToString());
        Assert.Equal("the proxy's key", command.Login.Proxy?.PrivateKey);
        Assert.DoesNotContain("hunter2", command.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_CommandOfOneComponentOnTheVmOfAnother_IsNamedAfterTheVm()
    {
        var state = StackState.Parse(new StateText()
            .Add("LoadBalancer:lb", "packages", "10.0.0.9", Script)
            .Add("AppServer:app1", "packages", "10.0.0.1", Script)
            .Add("AppServer:app1", "upstream", "10.0.0.9", Script)
            .ToString());

        Assert.Equal(["lb", "app1", "lb"], state.Commands.Select(command => command.Login.Name));
        Assert.Equal(["lb", "app1"], state.Logins.Select(login => login.Name));
        Assert.Equal("upstream", state.Commands[2].Step);
    }

    [Fact]
    public void Parse_ReplacedResourceThatWaitsForItsDeletion_IsLeftOut()
    {
        var text = new StateText().Add("AppServer:app1", "packages", "10.0.0.1", Script).Replaced();

        Assert.Empty(StackState.Parse(text.ToString()).Commands);
    }

    [Fact]
    public void RunsAgainAfter_OfACommand_NamesTheStepsBeforeIt()
    {
        var input = new FileBundle().Add("/opt/x", "0644", "x").AddRun("app1-secrets", "ran").AddRun("app1-images", "ran");
        var state = StackState.Parse(
            new StateText().Add("AppServer:app1", "start", "10.0.0.1", Script, input.ToString()).ToString());

        Assert.Equal(["app1-secrets", "app1-images"], state.Commands[0].RunsAgainAfter.ToArray());
    }
}
