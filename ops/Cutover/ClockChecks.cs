using System.Globalization;

namespace Enginsight.Ops.Cutover;

/// <summary>A VM's clock against this machine's.</summary>
/// <param name="Offset">Seconds by which the VM is ahead.</param>
/// <param name="Uncertainty">Seconds by which the measurement may be off: half the time it took.</param>
internal sealed record ClockOffset(double Offset, double Uncertainty)
{
    /// <param name="vm">What <c>date +%s.%N</c> printed.</param>
    /// <returns>Null where that is no time: whatever a login shell prints comes before it.</returns>
    public static ClockOffset? Of(string vm, DateTimeOffset before, DateTimeOffset after)
    {
        if (!double.TryParse(vm.Split('\n')[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var there))
            return null;
        var half = (after - before).TotalSeconds / 2;
        var here = (before.ToUnixTimeMilliseconds() / 1000.0) + half;
        return new ClockOffset(there - here, half);
    }
}

internal static class ClockChecks
{
    private const double WarningSeconds = 2;
    private const double BlockerSeconds = 60;

    /// <param name="all">The offsets of all VMs, this one's too.</param>
    public static Finding Of(ClockOffset clock, IReadOnlyCollection<ClockOffset> all, string? synchronized)
    {
        var away = all.Max(other => Math.Abs(other.Offset - clock.Offset) - other.Uncertainty - clock.Uncertainty);
        var here = Math.Abs(clock.Offset) - clock.Uncertainty;
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{clock.Offset:+0.0;-0.0;0.0} s against this machine, at most {Math.Max(away, 0):0.0} s between VMs");
        const string advice = "; tokens and second factors depend on it: "
            + "apt-get install systemd-timesyncd && timedatectl set-ntp true";
        if (away >= BlockerSeconds)
            return Finding.Blocker("clock", text + advice);
        if (away >= WarningSeconds || here >= WarningSeconds)
            return Finding.Warning("clock", text + advice);
        return Finding.Ok("clock", synchronized == "no" ? text + " (not synchronized by systemd)" : text);
    }
}
