namespace Engine.Tests.Cli;

/// <summary>What is left of a run that is told to stop, at moments that are not its own.</summary>
public sealed class InterruptTests : IDisposable
{
    /// <summary>Begins, and ends when told to or after a minute.</summary>
    private const string Waiting =
        "touch begun; n=0; while [ ! -e go ] && [ $n -lt 600 ]; do n=$((n+1)); sleep 0.1; done; touch ended";

    private readonly SampleRun _run = new(("a", Waiting), ("b", "touch later"));

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void Up_FirstSignal_LetsWhatRunsEndStartsNothingAndSaves(string signal)
    {
        _run.Start("up", "-s", "dev", "--yes", "--skip-preview");
        _run.WaitForFile("begun");
        _run.Signal(signal);
        _run.WaitFor("received; starting nothing more");
        _run.Touch("go");

        Assert.Equal(1, _run.End());

        Assert.True(_run.Exists("ended"));
        Assert.False(_run.Exists("later"));
        Assert.Contains("update canceled", _run.Text);
        Assert.Contains("::a\",\"custom\":true,\"id\":", _run.State);
        Assert.DoesNotContain("pending_operations", _run.State);
        Assert.Equal(0, _run.Locks);
    }

    [Fact]
    public void Up_SecondSignal_CutsAndTheNextRunSaysWhat()
    {
        _run.Start("up", "-s", "dev", "--yes", "--skip-preview");
        _run.WaitForFile("begun");
        _run.Signal("INT");
        _run.WaitFor("received; starting nothing more");
        _run.Signal("INT");

        Assert.Equal(1, _run.End());

        Assert.False(_run.Exists("ended"));
        Assert.Contains("error: cut short", _run.Text);
        Assert.Contains("\"pending_operations\":[{\"resource\":{\"urn\":"
            + "\"urn:pulumi:dev::proj::command:local:Command::a\"", _run.State);
        Assert.Equal(0, _run.Locks);
        _run.Touch("go");
        Assert.Equal(0, _run.Run("up", "-s", "dev", "--yes"));
        Assert.Contains("Command::a, interrupted while creating", _run.Text);
        Assert.True(_run.Exists("later"));
    }

    [Fact]
    public void Up_InterruptKeyOfTheTerminal_DoesNotReachTheRunningCommand()
    {
        _run.StartOnTerminal("up", "-s", "dev", "--yes", "--skip-preview");
        _run.WaitForFile("begun");
        _run.Type("\u0003");
        _run.WaitFor("received; starting nothing more");
        _run.Touch("go");

        Assert.Equal(1, _run.End());

        Assert.True(_run.Exists("ended"));
        Assert.Equal(0, _run.Locks);
    }

    [Fact]
    public void Up_InterruptKeyAtTheQuestion_IsNoAndLeavesNoLock()
    {
        _run.StartOnTerminal("up", "-s", "dev");
        _run.WaitFor("Do you want to perform this update?");
        _run.Type("\u0003");

        Assert.Equal(8, _run.End());

        Assert.Equal(0, _run.Locks);
        Assert.False(_run.Exists("begun"));
    }

    [Fact]
    public void Up_TerminalIsGone_SavesAndReleasesTheLock()
    {
        _run.StartOnTerminal("up", "-s", "dev", "--yes", "--skip-preview");
        _run.WaitForFile("begun");
        _run.Signal("KILL"); // the pid is the terminal's own
        _run.Touch("go");

        _run.Until(() => _run.Locks == 0, "the release of the lock");

        Assert.True(_run.Exists("ended"));
        Assert.Contains("::a\",\"custom\":true,\"id\":", _run.State);
    }
}
