using System.Text.Json;
using Pulumi;

namespace Enginsight.Infra.Lab;

/// <summary>Tags of the local images that the lab's VMs are made of, as scripts/lab-images has written them.</summary>
internal sealed record LabImages(string Vm, string Database, string Registry)
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="RunException">The images have not been built on this machine.</exception>
    public static LabImages Read(string rootDirectory)
    {
        var file = Path.Combine(rootDirectory, ".state", "lab-images.json");
        return File.Exists(file)
            ? JsonSerializer.Deserialize<LabImages>(File.ReadAllText(file), Format)!
            : throw new RunException(
                $"{file} is missing: the lab's images are not built yet; type: ./scripts/lab-images");
    }
}
