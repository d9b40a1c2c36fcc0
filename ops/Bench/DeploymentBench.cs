namespace Enginsight.Ops.Bench;

/// <summary>
/// What an operator waits for: the first deployment, one without a change, one that is only looked at.
/// </summary>
internal sealed class DeploymentBench(BenchLab lab, BenchTable table)
{
    /// <returns>Seconds that the VMs took, from bare ones to the running topology.</returns>
    public async Task<double> RunAsync()
    {
        var seconds = await FromNothingAsync();
        await UnchangedAsync();
        await PreviewAsync();
        return seconds;
    }

    private async Task<double> FromNothingAsync()
    {
        var up = await lab.ScriptAsync("up", "--skip-preview");
        var seconds = up.FromFirstToLast("-packages");
        table.Add("five bare VMs to running topology", "59 to 98 s", "half of it", $"{seconds:0} s");
        table.Add(
            "up of the whole lab from nothing, VM image cached",
            "",
            "under 90 s",
            $"{up.Seconds:0} s, checks included");
        return seconds;
    }

    private async Task UnchangedAsync()
    {
        var before = await lab.LoginsAsync();
        var up = await lab.ScriptAsync("up");
        var logins = await lab.LoginsAsync() - before;
        // Each of the two counts logs in once itself; the second one sees the first.
        table.Add(
            "again, nothing changed", "16 to 26 s", "under 1.5 s, no SSH connection",
            $"{up.Seconds:0.0} s, {logins - (await lab.VmsAsync()).Length} SSH connections");
    }

    private async Task PreviewAsync()
    {
        await lab.Stack.SetAsync("versions.server-m2", "7.17.32");
        var preview = await lab.ScriptAsync("preview");
        table.Add("dry run with one version changed", "23 to 32 s", "under 1.5 s", $"{preview.Seconds:0.0} s");
        await lab.Stack.SetAsync("versions.server-m2", "7.17.31");
    }
}
