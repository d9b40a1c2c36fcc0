using System.Globalization;

namespace Enginsight.Ops.Bench;

/// <summary>The way without any network beside that with mirrors and a registry, one after the other.</summary>
internal sealed class BundleBench(BenchLab lab, BenchTable table)
{
    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("enginsight-bundle-").FullName;
        try
        {
            var file = Path.Combine(folder, "site.tar.zst");
            var registry = (await lab.ScriptAsync("up", "--skip-preview")).FromFirstToLast("-packages");
            // The lab's registry speaks http, which this machine's Docker does not.
            await ImagesAsync("take");
            var made = await lab.ScriptAsync("bundle", "-o", file);
            table.Add(
                "bundle of the lab, zstd", "", "",
                string.Create(CultureInfo.InvariantCulture,
                    $"{new FileInfo(file).Length / 1e6:0} MB, made in {made.Seconds:0} s"));
            await TimedCommand.RunAsync("tar", ["-xf", file, "-C", folder]);
            await lab.ScriptAsync("destroy");
            var setting = $"  enginsight-infra:bundle: {folder}/enginsight/bundle\n";
            lab.Edit(text => text.Replace("config:\n", $"config:\n{setting}", StringComparison.Ordinal));
            var bundle = (await lab.ScriptAsync("up", "--skip-preview")).FromFirstToLast("-bundle");
            table.Add(
                "five bare VMs to running topology, from the bundle", "", "",
                string.Create(CultureInfo.InvariantCulture,
                    $"{bundle:0} s; {registry:0} s with registry and packages at hand"));
        }
        finally
        {
            await ImagesAsync("remove");
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task ImagesAsync(string verb) => TimedCommand.RunAsync(
        "bash", ["-c", EmbeddedScript.Read("Bench/images.sh"), "images", verb, $"enginsight-{lab.Name}"]);
}
