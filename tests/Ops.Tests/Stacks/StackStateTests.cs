using Enginsight.Infra.Remote;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Tests.Stacks;

public sealed class StackStateTests
{
    private static readonly RemoteScript Script =
        RemoteScript.Of("database/allow.sh").With("vm", "it's").With("address", "a\nb");

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
    public void VariablesOf_CommandOfAScript_GivesBackWhatWasSet()
    {
        var state = StackState.Parse(
            new StateText().Add("DatabaseServer:db", "allow-x", "10.0.0.1", Script).ToString());

        var variables = RemoteScript.VariablesOf(state.Commands[0].Create);

        Assert.Equal(["address", "vm"], variables.Keys.Order());
        Assert.Equal(("it's", "a\nb"), (variables["vm"], variables["address"]));
    }
}
