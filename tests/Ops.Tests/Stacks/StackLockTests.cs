using System.Diagnostics;
using System.Text.Json;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Tests.Stacks;

public sealed class StackLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ops-lock");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Take_FreeStack_LeavesAFileAsPulumiWritesItUntilItIsDisposed()
    {
        using (StackLock.Take(_folder.FullName, "prod"))
        {
            var file = Assert.Single(_folder.GetFiles("*.json"));
            Assert.True(Guid.TryParse(Path.GetFileNameWithoutExtension(file.Name), out _), file.Name);
            using var json = JsonDocument.Parse(File.ReadAllText(file.FullName));
            Assert.Equal(
                ["pid", "username", "hostname", "timestamp"],
                json.RootElement.EnumerateObject().Select(item => item.Name));
            Assert.Equal(Environment.ProcessId, json.RootElement.GetProperty("pid").GetInt32());
            Assert.True(json.RootElement.GetProperty("timestamp").TryGetDateTimeOffset(out _));
        }

        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Take_HeldByAProcessOfThisMachine_SaysWhoAndWaits()
    {
        using var held = StackLock.Take(_folder.FullName, "prod");

        var error = Refused();

        Assert.Contains($"prod is locked by {Environment.UserName}@{Environment.MachineName} (pid ", error,
            StringComparison.Ordinal);
        Assert.EndsWith("wait until it ends", error, StringComparison.Ordinal);
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void Take_HeldByAProcessThatIsGone_NamesTheCommandThatRemovesIt()
    {
        using var process = Process.Start("true");
        process.WaitForExit();
        Write(process.Id, Environment.MachineName, TimeProvider.System.GetUtcNow());

        Assert.EndsWith("and that process is gone: ./scripts/pulumi cancel -s prod removes the lock", Refused(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Take_NumberOfAGoneProcessUsedAgain_IsNotTakenForIt()
    {
        Write(Environment.ProcessId, Environment.MachineName, TimeProvider.System.GetUtcNow().AddDays(-3));

        Assert.Contains("that process is gone", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Take_HeldFromAnotherMachine_DoesNotCallItGone()
    {
        Write(999_999_999, "elsewhere", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

        var error = Refused();

        Assert.Contains("me@elsewhere (pid 999999999) since 2026-01-0", error, StringComparison.Ordinal);
        Assert.Contains("or, if you know that it has ended: ./scripts/pulumi cancel -s prod", error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Take_LockThatCannotBeRead_IsALock()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "x.json"), "{}");

        Assert.Contains("does not say by whom", Refused(), StringComparison.Ordinal);
    }

    private string Refused() =>
        Assert.Throws<OpsException>(() => StackLock.Take(_folder.FullName, "prod")).Message;

    private void Write(int pid, string host, DateTimeOffset since) => File.WriteAllText(
        Path.Combine(_folder.FullName, $"{Guid.NewGuid()}.json"),
        $$"""{"pid":{{pid}},"username":"me","hostname":"{{host}}","timestamp":"{{since:O}}"}""");
}
