using Enginsight.Infra.Remote;
using Enginsight.Ops.Drift;
using Enginsight.Ops.Stacks;
using Enginsight.Ops.Tests.Stacks;

namespace Enginsight.Ops.Tests.Drift;

/// <summary>A login shell that runs nothing may end well, and the state says that all is done.</summary>
public class UnrunStepsTests
{
    private static readonly RemoteStep Script = new("database/allow") { Variables = [("vm", "app1")] };

    [Fact]
    public void Describe_StepsThatPrintedNothingOfTheirOwn_NamesThemAndWhatToType()
    {
        var state = StackState.Parse(new StateText()
            .Add("LoadBalancer:lb", "packages", "10.0.0.9", Script).Printing("hello\nlb-packages ran at 2026-11-26T23:40Z")
            .Add("AppServer:app1", "packages", "10.0.0.1", Script).Printing("")
            .Add("AppServer:app1", "upstream", "10.0.0.9", Script).Printing("app1-upstream ran at 2026-11-26T23:40Z")
            .Add("AppServer:app1", "images", "10.0.0.1", Script).Printing("Welcome!")
            .ToString());

        Assert.Equal(
            "app1-packages and 1 more ended well without having done anything: the login shell runs no commands at app1 "
            + "(ops@10.0.0.1:22). Make bash that user's shell (type there: chsh -s /bin/bash ops), or take out of .bashrc "
            + "what ends it; then type: ./scripts/up --repair prod",
            UnrunSteps.Describe("prod", [.. state.Commands.Where(command => !command.HasRun)]));
    }
}
