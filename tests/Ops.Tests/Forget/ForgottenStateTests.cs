using System.Text.Json.Nodes;
using Enginsight.Infra.Remote;
using Enginsight.Ops.Forget;
using Enginsight.Ops.Stacks;
using Enginsight.Ops.Tests.Stacks;

namespace Enginsight.Ops.Tests.Forget;

public sealed class ForgottenStateTests
{
    private static readonly RemoteStep Step = new("load-balancer/upstream");

    private readonly string _export = new StateText()
        .Add("LoadBalancer:lb", "packages", "10.0.0.9", Step)
        .Add("AppServer:app3", "packages", "10.0.0.3", Step)
        .Add("AppServer:app3", "containers", "10.0.0.3", Step, "since", undo: true)
        .Add("AppServer:app3", "upstream", "10.0.0.9", Step, undo: true)
        .ToString();

    [Fact]
    public void Of_CommandsOnTheLostVm_HaveNothingToUndoAnyMore()
    {
        var forgotten = ForgottenState.Of(_export, On("app3"));

        Assert.Equal("app3-containers", Assert.Single(forgotten.Steps));
        var containers = Resource(forgotten.Export, "app3-containers");
        Assert.Null(containers["inputs"]!["delete"]);
        Assert.Null(containers["outputs"]!["delete"]);
        Assert.Equal("since", containers["inputs"]!["stdin"]!.GetValue<string>());
    }

    [Fact]
    public void Of_EverythingElse_StaysAsItWas()
    {
        var forgotten = ForgottenState.Of(_export, On("app3"));

        foreach (var name in new[] { "lb-packages", "app3-packages", "app3-upstream" })
            Assert.True(JsonNode.DeepEquals(Resource(_export, name), Resource(forgotten.Export, name)), name);
    }

    [Fact]
    public void Of_VmWhereNothingWouldBeUndone_IsLeftAlone()
    {
        var again = ForgottenState.Of(ForgottenState.Of(_export, On("app3")).Export, On("app3"));

        Assert.Empty(again.Steps);
    }

    private IEnumerable<StateCommand> On(string vm) =>
        StackState.Parse(_export).Commands.Where(command => command.Login.Name == vm);

    private static JsonNode Resource(string export, string name) =>
        JsonNode.Parse(export)!["deployment"]!["resources"]!.AsArray()
            .Single(resource => resource!["urn"]!.GetValue<string>().EndsWith($"::{name}", StringComparison.Ordinal))!;
}
