using System.Diagnostics;
using Engine.Files;

namespace Engine.Tests.Cli;

/// <summary>What a command says that finds the stack locked.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class LockTests : IDisposable
{
    private const string Advice = "; that process is gone, `pulumi cancel --stack dev --yes` removes its lock";

    private readonly CliProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Destroy_LockOfAProcessThatIsGone_SaysHowToRemoveIt()
    {
        using var gone = Process.Start("true");
        await gone.WaitForExitAsync();

        var error = await DestroyAsync(gone.Id, Environment.MachineName, TimeProvider.System.GetUtcNow());

        Assert.EndsWith(Advice + "\n", error);
        await _project.OutputAsync("cancel", "--stack", "dev", "--yes");
        await _project.OutputAsync("destroy", "-s", "dev", "--yes");
    }

    [Fact]
    public async Task Destroy_NumberOfTheProcessIsAYoungerOnes_SaysHowToRemoveIt() => Assert.EndsWith(
        Advice + "\n", await DestroyAsync(Environment.ProcessId, Environment.MachineName, DateTimeOffset.UnixEpoch));

    [Fact]
    public async Task Destroy_LockOfALivingProcess_GivesNoAdvice() => Assert.DoesNotContain(
        "is gone", await DestroyAsync(Environment.ProcessId, Environment.MachineName, TimeProvider.System.GetUtcNow()));

    [Fact]
    public async Task Destroy_LockOfAnotherMachine_GivesNoAdvice() => Assert.DoesNotContain(
        "is gone", await DestroyAsync(1 << 22, "elsewhere", TimeProvider.System.GetUtcNow()));

    private async Task<string> DestroyAsync(int pid, string host, DateTimeOffset time)
    {
        await _project.InitAsync();
        PrivateFile.WriteText(_project.At(".state", ".pulumi", "locks", "organization", "proj", "dev", "l.json"),
            $$"""{"pid":{{pid}},"username":"me","hostname":"{{host}}","timestamp":"{{GoTime.Format(time)}}"}""");

        var (code, _, error) = await _project.RunAsync(["destroy", "-s", "dev", "--yes"]);

        Assert.Equal(1, code);
        Assert.Contains($"created by me@{host} (pid {pid}) at ", error);
        return error;
    }
}
