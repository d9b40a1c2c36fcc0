using System.Diagnostics;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Bench;

/// <summary>
/// What apt alone takes for the packages of a deployment, on five more such VMs side by side: no deployment can be
/// faster than that.
/// </summary>
internal sealed class AptBench(BenchLab lab, BenchTable table)
{
    private const string Name = "lab-bench-apt";
    private const string Subnet = "10.213.4.";
    private static readonly string[] Vms = ["lb", "app1", "app2", "services", "db"];

    /// <param name="deployed">Seconds that the deployment took.</param>
    public async Task RunAsync(double deployed)
    {
        StackFile.WriteLab(Name, Subnet);
        try
        {
            await TimedCommand.RunAsync(Path.Combine(PulumiCli.Root, "scripts", "pulumi"), ["stack", "init", Name]);
            // The VMs are all that is made: without the rest, which is no target, the program cannot go on and fails.
            await TimedCommand.RunAsync(
                "bash", ["-c", $"./scripts/pulumi up --yes --skip-preview --target '**::lab*' -s {Name} || true"]);
            await Task.WhenAll(Vms.Select(vm => DockerAsync(Name, vm, "systemctl is-system-running --wait || true")));
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Vms.Select(InstallAsync));
            var apt = watch.Elapsed.TotalSeconds;
            table.Add(
                "five bare VMs to running topology, over apt alone for the same packages",
                "", "at most 1.2",
                $"{deployed / apt:0.00} ({deployed:0} s over {apt:0} s)");
        }
        finally
        {
            await TimedCommand.RunAsync(Path.Combine(PulumiCli.Root, "scripts", "destroy"), [Name]);
            File.Delete(StackFile.PathOf(Name));
        }
    }

    /// <summary>Types what apt was told on the VM that was deployed, whose log has it.</summary>
    private async Task InstallAsync(string vm)
    {
        const string told =
            "sed -n 's/^Commandline: apt-get install -qq/apt-get install -qq/p' /var/log/apt/history.log";
        var log = await DockerAsync(lab.Name, vm, told);
        await DockerAsync(
            Name, vm,
            "export DEBIAN_FRONTEND=noninteractive; "
            + string.Join(" && ", log.Select(line => $"{line} </dev/null >/dev/null")));
    }

    private static async Task<string[]> DockerAsync(string lab, string vm, string script) =>
    [
        .. (await TimedCommand.RunAsync("docker", ["exec", $"enginsight-{lab}-{vm}", "bash", "-c", script]))
            .Lines.Select(line => line.Line),
    ];
}
