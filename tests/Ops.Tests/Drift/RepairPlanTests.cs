using System.Collections.Immutable;
using Enginsight.Infra.Remote;
using Enginsight.Ops.Drift;
using Enginsight.Ops.Stacks;
using Enginsight.Ops.Tests.Stacks;

namespace Enginsight.Ops.Tests.Drift;

public sealed class RepairPlanTests
{
    private static readonly StackState State = Stack();

    [Fact]
    public void For_NothingDrifted_IsEmpty() => Assert.True(Plan().IsEmpty);

    [Fact]
    public void For_PackagesOfAnAppServer_InterruptsNothing()
    {
        var plan = Plan(("app1-packages", new DriftItem("service docker", "is disabled")));

        Assert.Equal(["app1-packages"], plan.Plain.Select(step => step.Name));
        Assert.Empty(plan.AppServers);
    }

    [Fact]
    public void For_FilesThatContainersRead_RunsWhatRunsAgainAfterThem()
    {
        var plan = Plan(("app1-secrets", new DriftItem("/opt/jwt", "differs")));

        Assert.Empty(plan.Plain);
        Assert.Equal(
            ["app1-secrets", "app1-images", "app1-drain", "app1-containers", "app1-upstream"],
            Assert.Single(plan.AppServers).Select(step => step.Name));
    }

    [Fact]
    public void For_Containers_DrainsFirstAndJoinsLast()
    {
        var plan = Plan(
            ("app1-containers", new DriftItem("container ui-m1", "runs x:1, should be x:2")),
            ("app1-configuration", new DriftItem("/opt/x", "differs")),
            ("site-nginx", new DriftItem("service nginx", "is inactive")));

        Assert.Equal(["site-nginx"], plan.Plain.Select(step => step.Name));
        Assert.Equal(
            ["app1-configuration", "app1-drain", "app1-containers", "app1-upstream"],
            Assert.Single(plan.AppServers).Select(step => step.Name));
    }

    [Fact]
    public void For_TwoAppServers_TheOneThatServesNobodyComesFirst()
    {
        var plan = Plan(
            ("app1-containers", new DriftItem("container ui-m1", "runs x:1, should be x:2")),
            ("app2-containers", new DriftItem("container ui-m1", "is exited")));

        Assert.Equal(["app2-drain", "app1-drain"], plan.AppServers.Select(steps => steps[0].Name));
    }

    [Fact]
    public void For_UpstreamOfAServerThatWorks_IsPutBackBeforeAnotherIsDrained()
    {
        var plan = Plan(
            ("app1-containers", new DriftItem("container ui-m1", "is exited")),
            ("app2-upstream", new DriftItem("/etc/nginx/enginsight/apiServers/app2.conf", "differs")));

        Assert.Equal(["app2-upstream"], plan.Plain.Select(step => step.Name));
    }

    [Fact]
    public void For_FileThatDoesNotBelongThere_RunsNoCommandOfTheState()
    {
        var site = DriftCheck.Of(State).Single(check => check.Command.Name == "site-nginx");
        var result = new CheckResult(site, 1, [], ["/etc/nginx/enginsight/apiServers/it's.conf"]);
        var found = new VmDrift(site.Command.Login, [result], null);

        var step = Assert.Single(RepairPlan.For(State, [found]).Plain);

        Assert.Contains(
            @"verb='remove /etc/nginx/enginsight/apiServers/it'\''s.conf'", step.CommandLine, StringComparison.Ordinal);
    }

    [Fact]
    public void For_Command_RunsItWithItsOwnInput()
    {
        var step = Plan(("app1-secrets", new DriftItem("/opt/jwt", "differs"))).AppServers[0][0];

        var command = State.Commands.Single(command => command.Name == "app1-secrets");
        Assert.Equal((command.Create, command.Stdin.Reveal()), (step.CommandLine, step.Stdin));
    }

    private static RepairPlan Plan(params (string Command, DriftItem Item)[] items)
    {
        var checks = DriftCheck.Of(State).ToArray();
        var results = checks.Select(check => new CheckResult(
            check, 1, [.. items.Where(item => item.Command == check.Command.Name).Select(item => item.Item)], []));
        return RepairPlan.For(
            State,
            [
                .. results.GroupBy(result => result.Check.Command.Login)
                    .Select(vm => new VmDrift(vm.Key, [.. vm], null)),
            ]);
    }

    private static StackState Stack()
    {
        var text = new StateText().Add("LoadBalancer:lb", "packages", "10.0.0.9", new RemoteStep("load-balancer/packages"));
        foreach (var (app, address) in ImmutableArray.Create(("app1", "10.0.0.1"), ("app2", "10.0.0.2")))
        {
            var component = $"AppServer:{app}";
            const string update = "RollingUpdate:rolling-update";
            string After(string step) => new FileBundle().AddRun($"{app}-{step}", "ran").ToString();
            text.Add(component, "packages", address, new RemoteStep("enterprise/packages"))
                .Add(component, "configuration", address, new RemoteStep("enterprise/configuration"),
                    "==> /opt/x 0644 root:root\nx\n")
                .Add(component, "secrets", address, new RemoteStep("enterprise/secrets"),
                    "==> /opt/jwt 0600 root:root\nj\n", secret: true)
                .Add(component, "images", address, new RemoteStep("enterprise/images"), After("secrets"), secret: true)
                .Add(update, "drain", "10.0.0.9", new RemoteStep("load-balancer/drain"), After("images"), of: app)
                .Add(update, "containers", address, new RemoteStep("enterprise/containers"), After("drain"), of: app)
                .Add(update, "upstream", "10.0.0.9", new RemoteStep("load-balancer/upstream"), After("containers"),
                    of: app);
        }

        return StackState.Parse(text
            .Add("Site:site", "nginx", "10.0.0.9", new RemoteStep("load-balancer/site"),
                "==> /etc/ngs.conf 0644 root:root\nx\n")
            .ToString());
    }
}
