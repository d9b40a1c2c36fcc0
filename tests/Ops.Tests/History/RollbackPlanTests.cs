using System.Text.Json;
using CsCheck;
using Enginsight.Ops.History;

namespace Enginsight.Ops.Tests.History;

/// <summary>Which values go back, from a history and a stack file.</summary>
public class RollbackPlanTests
{
    private readonly List<HistoryEntry> _history = [];

    [Fact]
    public void Of_LastUpdateSucceeded_UndoesIt()
    {
        Up("v=1");
        Up("v=2");
        Up("v=3");

        Assert.Equal(Config("v=2"), Target("v=3"));
    }

    [Fact]
    public void Of_LastUpdateFailed_GoesBackToWhatSucceeded()
    {
        Up("v=1");
        Up("v=2");
        Up("v=3", succeeded: false);

        Assert.Equal(Config("v=2"), Target("v=3"));
    }

    [Fact]
    public void Of_SecondTime_GoesFurtherBackAndNeverForward()
    {
        Up("v=1");
        Up("v=2");
        Up("v=3");

        Assert.Equal(Config("v=2"), RollBack("v=3"));
        Assert.Equal(Config("v=1"), RollBack("v=2"));
        Assert.Null(Plan("v=1"));
    }

    [Fact]
    public void Of_SecondTimeAfterARollbackWithOtherChanges_GoesFurtherBack()
    {
        Up("v=1");
        Up("v=2");
        Up("v=3");
        Up("v=2,cert=new"); // a rollback that a renewed certificate came along with

        Assert.Equal(Config("v=1,cert=new"), Target("v=2,cert=new"));
    }

    [Fact]
    public void Of_SecondTimeAfterARollbackThatFailed_GoesFurtherBack()
    {
        Up("v=1");
        Up("v=2");
        Up("v=3");
        Up("v=2", succeeded: false);

        Assert.Equal(Config("v=1"), Target("v=2"));
        Up("v=2");
        Assert.Equal(Config("v=1"), Target("v=2"));
    }

    [Fact]
    public void Of_RollbackThatWasNotBroughtUp_GoesFurtherBack()
    {
        Up("v=1");
        Up("v=2");
        Up("v=3");

        Assert.Equal(Config("v=1"), Target("v=2"));
    }

    [Fact]
    public void Of_StackFileChangedSinceForOtherReasons_KeepsThat()
    {
        Up("v=1,cert=old");
        Up("v=2,cert=old");

        var plan = Plan("v=2,cert=new,servers=3")!;

        Assert.Equal(Config("v=1,cert=new,servers=3"), plan.Target);
        Assert.Equal(["p:cert", "p:servers"], plan.Kept.AsEnumerable());
    }

    [Fact]
    public void Of_ChangesOfLaterUpdates_AreUndoneOneByOne()
    {
        Up("v=1,cert=old");
        Up("v=2,cert=old");
        Up("v=2,cert=new");

        Assert.Equal(Config("v=2,cert=old"), RollBack("v=2,cert=new"));
        Assert.Equal(Config("v=1,cert=old"), RollBack("v=2,cert=old"));
    }

    [Fact]
    public void Of_UpdatesOwnSettingEditedAndNotBroughtUp_GoesBackToTheUpdateFirst()
    {
        Up("v=1");
        Up("v=2");

        var plan = Plan("v=3")!;

        Assert.Null(plan.Undone);
        Assert.Equal(Config("v=2"), plan.Target);
    }

    [Fact]
    public void Of_NothingButEditsAfterTheFirstUpdate_TakesThemBack()
    {
        Up("v=1");

        Assert.Equal(Config("v=1"), Target("v=2"));
        Assert.Null(Plan("v=1"));
    }

    [Fact]
    public void Of_SameConfigurationBroughtUpAgain_IsNoStep()
    {
        Up("v=1");
        Up("v=2");
        Up("v=2");

        Assert.Equal(Config("v=1"), Target("v=2"));
    }

    [Fact]
    public void Of_DestroyAndRefresh_AreNoSteps()
    {
        Up("v=1");
        Up("v=2");
        Add("refresh", "v=2", true);
        Add("destroy", "v=1", true);

        Assert.Equal(Config("v=1"), Target("v=2"));
    }

    [Fact]
    public void Of_SettingThatTheUpdateAdded_GoesAwayAndOneThatItTookAwayComesBack()
    {
        Up("v=1,old=x");
        Up("v=1,added=y");

        Assert.Equal(Config("v=1,old=x"), Target("v=1,added=y"));
    }

    [Fact]
    public void Of_NoHistory_IsNull() => Assert.Null(Plan("v=1"));

    [Fact]
    public void Of_AnyUpdatesRolledBackOneByOne_WalksThemBackwardsAndEnds() =>
        Gen.Int[0, 6].List[1, 8].Sample(values =>
        {
            // Each value once in a row; a value that was there before is a way back by hand.
            var history = new RollbackPlanTests();
            foreach (var value in values)
                history.Up($"v={value}");
            var current = Config($"v={values[^1]}");
            for (var steps = 0; RollbackPlan.Of(current, history.NewestFirst) is { } plan; steps++)
            {
                Assert.True(steps < values.Count, "it goes to and fro");
                Assert.NotEqual(current, plan.Target);
                current = plan.Target;
                history.Add("update", current, true);
            }

            Assert.Equal(Config($"v={values[0]}"), current);
        });

    private IReadOnlyCollection<HistoryEntry> NewestFirst => [.. Enumerable.Reverse(_history)];

    private void Up(string config, bool succeeded = true) => Add("update", config, succeeded);

    private ConfigTree RollBack(string from)
    {
        var target = Target(from);
        Add("update", target, true);
        return target;
    }

    private ConfigTree Target(string current) => Plan(current)!.Target;

    private RollbackPlan? Plan(string current) => RollbackPlan.Of(Config(current), NewestFirst);

    private void Add(string kind, string config, bool succeeded) => Add(kind, Config(config), succeeded);

    private void Add(string kind, ConfigTree config, bool succeeded) => _history.Add(HistoryEntry.Parse(
        $$"""
        {"kind":"{{kind}}","result":"{{(succeeded ? "succeeded" : "failed")}}",
         "endTime":{{1795397865 + _history.Count}},"config":{{config.Root.ToJsonString()}}}
        """));

    private static ConfigTree Config(string text) => ConfigTree.FromJson(JsonSerializer.SerializeToElement(
        text.Split(',').Select(item => item.Split('=')).ToDictionary(item => $"p:{item[0]}", item => item[1])));
}
