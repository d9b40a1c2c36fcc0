namespace Enginsight.Ops.Tests.History;

/// <summary>What happens to the stack file and the lock around the question.</summary>
public sealed class RollbackCommandTests : IDisposable
{
    private const string Question = "Roll prod back to this?";
    private readonly OpsProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Rollback_Accepted_PreviewsOnACopyUnderTheLockAndBringsUpWithoutIt()
    {
        var (code, _, error) = _project.Run("rollback prod --yes");

        Assert.True(code == 0, error);
        var calls = _project.Calls;
        Assert.StartsWith("preview prod --config-file ", calls[0], StringComparison.Ordinal);
        Assert.Equal(["    server-m2: 7.17.31", "    server-m2: 7.17.30"], calls[1..3]);
        Assert.EndsWith(".json", calls[3], StringComparison.Ordinal);
        Assert.Equal(["up prod --yes", "    server-m2: 7.17.30"], calls[4..]);
        Assert.Empty(Directory.GetFiles(_project.Locks));
    }

    [Theory]
    [InlineData("\u0003", 130)] // Ctrl-C
    [InlineData("n\r", 1)]
    public void Rollback_DeclinedAtTheQuestion_LeavesStackFileAndLockAsTheyWere(string keys, int exitCode)
    {
        var before = File.ReadAllText(_project.StackFile);
        var written = File.GetLastWriteTimeUtc(_project.StackFile);

        var (code, output, _) = _project.RunOnTerminal("rollback prod", Question, keys);

        Assert.True(code == exitCode, output);
        Assert.Equal(before, File.ReadAllText(_project.StackFile));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_project.StackFile));
        Assert.Empty(Directory.GetFiles(_project.Locks));
        Assert.DoesNotContain("up prod --yes", _project.Calls);
    }

    [Fact]
    public void Rollback_NobodyToAsk_SaysWhatToAddAndChangesNothing()
    {
        var before = File.ReadAllText(_project.StackFile);

        var (code, _, error) = _project.Run("rollback prod");

        Assert.Equal(2, code);
        Assert.Contains("add --yes", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_project.StackFile));
        Assert.Empty(Directory.GetFiles(_project.Locks));
    }
}
