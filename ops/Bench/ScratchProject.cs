using System.Text;

namespace Enginsight.Ops.Bench;

/// <summary>A folder with a project of its own, for previews of stacks that do not exist.</summary>
internal sealed class ScratchProject : IDisposable
{
    public const string Stack = "bench";

    public ScratchProject(string project)
    {
        Directory.CreateDirectory(Path.Combine(Folder, ".state"));
        File.WriteAllText(Path.Combine(Folder, "Pulumi.yaml"), $"name: {project}\nruntime: dotnet\n");
        File.WriteAllText(StackFile, "config: {}\n");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("enginsight-bench-").FullName;

    public (string, string)[] Environment =>
        [("PULUMI_BACKEND_URL", $"file://{Folder}/.state"), ("PULUMI_CONFIG_PASSPHRASE", "bench")];

    private string StackFile => Path.Combine(Folder, $"Pulumi.{Stack}.yaml");

    /// <summary>Writes the configuration of a site with so many app servers.</summary>
    public void WriteSite(int appServers)
    {
        var file = new StringBuilder("""
            config:
              enginsight-infra:acceptEula: "true"
              enginsight-infra:appDomain: app.example.org
              enginsight-infra:apiDomain: api.example.org
              enginsight-infra:ssh: {privateKey: not-a-key}
              enginsight-infra:loadBalancer: {host: 10.0.0.10}
              enginsight-infra:services: {host: 10.0.0.20}
              enginsight-infra:database: {host: 10.0.0.30}
              enginsight-infra:appServers:

            """);
        for (var i = 0; i < appServers; i++)
            file.Append($"    - host: 10.1.{i / 200}.{10 + (i % 200)}\n");
        File.WriteAllText(StackFile, file.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
