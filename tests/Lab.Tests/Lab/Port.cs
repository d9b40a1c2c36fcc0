namespace Enginsight.Lab.Tests.Lab;

/// <summary>Connections from one VM to a port of another.</summary>
internal static class Port
{
    private const int SecondsUntilDropped = 2;

    /// <returns>open, refused, or dropped: no answer at all, which is what a firewall's DROP looks like.</returns>
    public static async Task<string> TryAsync(LabFixture lab, string from, string address, int port)
    {
        var result = await lab.InVmAsync(
            from, $"timeout {SecondsUntilDropped} bash -c 'exec 3<>/dev/tcp/{address}/{port}' 2>/dev/null");
        return result.ExitCode switch { 0 => "open", 124 => "dropped", _ => "refused" };
    }

    public static async Task AssertAsync(LabFixture lab, string expected, string from, string address, int port)
    {
        var actual = await TryAsync(lab, from, address, port);
        Assert.True(expected == actual, $"port {port} of {address} should be {expected} from {from}, is {actual}");
    }
}
