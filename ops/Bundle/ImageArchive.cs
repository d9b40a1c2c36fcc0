using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Enginsight.Infra.Bundles;

namespace Enginsight.Ops.Bundle;

/// <summary>
/// What docker save has written, as the files of a bundle: each layer once, compressed and named by its content, and for
/// each image a description that makes an archive for docker load of them, on the VM.
/// </summary>
internal static partial class ImageArchive
{
    private const int BufferSize = 1 << 20;

    /// <param name="saved">Folder that docker save's archive was unpacked in.</param>
    /// <param name="folder">The bundle's folder of images.</param>
    /// <param name="images">References of the images that have to be there.</param>
    /// <exception cref="OpsException">An image is missing.</exception>
    public static async Task<ImmutableArray<BundleFile>> ConvertAsync(
        string saved, string folder, IReadOnlyCollection<string> images, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var manifest = JsonSerializer.Deserialize<SavedImage[]>(
            await File.ReadAllTextAsync(Path.Combine(saved, "manifest.json"), cancel))!;
        var byImage = images.ToDictionary(image => image, image =>
            manifest.FirstOrDefault(item => item.RepoTags?.Contains(image) == true)
            ?? throw new OpsException($"Docker has saved no {image}: name it as 'docker image ls' does"));
        var parts = new ConcurrentDictionary<string, Part>();
        var sources = byImage.Values.SelectMany(image => image.Layers.Append(image.Config)).Distinct();
        await Parallel.ForEachAsync(sources, cancel, async (source, stop) =>
            parts[source] = await PartOfAsync(Path.Combine(saved, source), folder, stop));
        var files = new List<(string Name, long Unpacked, string Image)>();
        foreach (var (image, item) in byImage)
        {
            var description = $"{Separators().Replace(image, "_")}.json";
            await File.WriteAllTextAsync(Path.Combine(folder, description), JsonSerializer.Serialize(new[]
            {
                new SavedImage(
                    parts[item.Config].Name, [image], [.. item.Layers.Select(layer => parts[layer].Name)]),
            }), cancel);
            files.Add((description, 0, image));
            files.AddRange(item.Layers.Append(item.Config).Distinct()
                .Select(part => (parts[part].Name, parts[part].Unpacked, image)));
        }

        return
        [
            .. files.GroupBy(file => (file.Name, file.Unpacked)).OrderBy(file => file.Key.Name, StringComparer.Ordinal)
                .Select(file => FileOf(
                    folder, file.Key.Name, file.Key.Unpacked, file.Select(item => item.Image).Distinct())),
        ];
    }

    private static BundleFile FileOf(string folder, string name, long unpacked, IEnumerable<string> images)
    {
        using var stream = File.OpenRead(Path.Combine(folder, name));
        return new BundleFile(
            Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length, unpacked, $"images/{name}",
            [.. images.Order(StringComparer.Ordinal)]);
    }

    /// <summary>A layer is named by its content before it is compressed, the description of an image by its own.</summary>
    private static async Task<Part> PartOfAsync(string source, string folder, CancellationToken cancel)
    {
        await using var content = new BufferedStream(await UncompressedAsync(source, cancel), BufferSize);
        var isLayer = await IsTarAsync(source, cancel);
        var file = Path.Combine(folder, $".{Guid.NewGuid():n}");
        await using (var target = File.Create(file, BufferSize))
        await using (Stream packed = isLayer ? new GZipStream(target, CompressionLevel.Optimal) : target)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[BufferSize];
            long unpacked = 0;
            int count;
            while ((count = await content.ReadAsync(buffer, cancel)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                await packed.WriteAsync(buffer.AsMemory(0, count), cancel);
                unpacked += count;
            }

            var name = Convert.ToHexStringLower(hash.GetHashAndReset()) + (isLayer ? ".tar.gz" : ".json");
            File.Move(file, Path.Combine(folder, name), overwrite: true);
            return new Part(name, isLayer ? unpacked : 0);
        }
    }

    /// <summary>Some versions of Docker save layers as they came from the registry, others unpacked.</summary>
    private static async Task<Stream> UncompressedAsync(string source, CancellationToken cancel)
    {
        var stream = File.OpenRead(source);
        var magic = new byte[2];
        var isGzip = await stream.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancel) == 2
            && magic is [0x1f, 0x8b];
        stream.Position = 0;
        return isGzip ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static async Task<bool> IsTarAsync(string source, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(source);
        var first = new byte[1];
        return await stream.ReadAsync(first, cancel) == 0 || first[0] != (byte)'{';
    }

    [GeneratedRegex("[/:]")]
    private static partial Regex Separators();

    /// <summary>An entry of the manifest.json that docker save writes and docker load reads.</summary>
    private sealed record SavedImage(string Config, string[]? RepoTags, string[] Layers);

    private sealed record Part(string Name, long Unpacked);
}
