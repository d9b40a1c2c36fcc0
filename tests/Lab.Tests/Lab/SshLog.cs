using System.Globalization;

namespace Enginsight.Lab.Tests.Lab;

/// <summary>What the VMs' sshd noted down: it notes every connection, also one that comes to nothing.</summary>
internal static class SshLog
{
    /// <summary>By sshd's name for itself: of a process that has ended already, journald knows nothing else.</summary>
    private const string Lines = "journalctl -q -t sshd -t sshd-session -o cat";

    /// <summary>Lines in the logs of all VMs together.</summary>
    public static async Task<int> CountAsync(LabFixture lab)
    {
        var counts = await Task.WhenAll(LabFixture.Vms.Select(vm => CountAsync(lab, vm)));
        return counts.Sum();
    }

    public static async Task<int> CountAsync(LabFixture lab, string vm) => int.Parse(
        (await lab.InVmAsync(vm, $"{Lines} | wc -l")).Succeeded().Trimmed,
        CultureInfo.InvariantCulture);

    /// <summary>What sshd noted since a count was taken.</summary>
    public static async Task<string> SinceAsync(LabFixture lab, string vm, int count) =>
        (await lab.InVmAsync(vm, $"{Lines} | tail -n +{count + 1}")).Succeeded().Output;
}
