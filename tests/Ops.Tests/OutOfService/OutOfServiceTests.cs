using Enginsight.Ops.Cutover;
using Enginsight.Ops.OutOfService;
using Enginsight.Ops.Status;

namespace Enginsight.Ops.Tests.OutOfService;

public class OutOfServiceTests
{
    [Fact]
    public void LinesOf_AllServe_AreNone() =>
        Assert.Empty(Lines("upstream 10.0.0.11 serving\nupstream 10.0.0.12 serving"));

    [Fact]
    public void LinesOf_OneDrained_NameItAndWhatToType()
    {
        var lines = Lines("upstream 10.0.0.11 serving\nupstream 10.0.0.12 drained");

        Assert.Equal("The load balancer sends no requests to app2: taken out for the update.", lines[0]);
        Assert.Contains("./scripts/up prod takes it up where it stopped and brings it back", lines[1],
            StringComparison.Ordinal);
        Assert.Contains("./scripts/up --repair prod", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void LinesOf_ServerThatNeverJoined_IsNamed() =>
        Assert.Equal("The load balancer does not have app2 yet.", Lines("upstream 10.0.0.11 serving")[0]);

    [Fact]
    public void LinesOf_SiteThatIsNotThereYet_AreNone() => Assert.Empty(Lines(""));

    private static string[] Lines(string facts) =>
        [.. OutOfServiceCommand.LinesOf("prod", SomeStack.Settings(), StackStatus.Of(Facts.Parse(facts)))];
}
