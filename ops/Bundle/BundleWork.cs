using System.Collections.Immutable;
using Enginsight.Infra.Bundles;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Bundle;

/// <summary>
/// What a bundle is made of, in a folder beside the file that it becomes. It stays there until the file is made, so
/// that what was fetched is not fetched again.
/// </summary>
internal sealed class BundleWork
{
    /// <summary>The folder that the file unpacks to, and below it the one that the setting names.</summary>
    public const string Project = "enginsight";
    public const string Data = "bundle";

    /// <summary>What of the project comes along; its sources do not.</summary>
    private static readonly string[] Files =
    [
        "Pulumi.yaml", "README.md", "CHANGELOG.md", "SECURITY.md", "docs/operations.md", "docs/decisions.md",
        "stacks/Pulumi.example.yaml", "infra/Files/bundle/askpass", "infra/Files/bundle/bring",
        "infra/Files/bundle/check",
    ];

    /// <summary>Scripts that take the sources, or make a lab.</summary>
    private static readonly string[] ScriptsOfSources =
        ["api-surface", "bench", "bundle", "check-shell", "lab-docker", "lab-images", "test"];

    private readonly string _output;
    private readonly string _work;
    private readonly string _site;
    private readonly string _data;
    private readonly CancellationToken _cancel;
    private ImmutableArray<BundleFile> _images = [];

    /// <param name="output">The file that it becomes.</param>
    public BundleWork(string output, CancellationToken cancel)
    {
        _output = output;
        _work = $"{output}.work";
        _site = Path.Combine(_work, Project);
        _data = Directory.CreateDirectory(Path.Combine(_site, Data)).FullName;
        _cancel = cancel;
    }

    private string Packages => Path.Combine(_data, "packages");

    private string Images => Path.Combine(_data, "images");

    private string Roles => Path.Combine(_work, "packages.roles");

    /// <summary>Program, tools and scripts, which run where there is no .NET.</summary>
    public async Task AddProgramAsync()
    {
        await BundleProgress.OfAsync("program", [_site], () => RunAsync("program", _site));
        var scripts = Directory.EnumerateFiles(Path.Combine(PulumiCli.Root, "scripts"))
            .Select(path => Path.GetFileName(path)).Except(ScriptsOfSources).Select(name => $"scripts/{name}");
        foreach (var file in Files.Concat(scripts))
        {
            var target = Path.Combine(_site, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(PulumiCli.Root, file), target, overwrite: true);
        }

        await RunAsync("sums", _site, Path.Combine(_data, BundleFolder.Program));
    }

    /// <param name="suite">The VMs' Debian.</param>
    public Task AddPackagesAsync(string suite) => BundleProgress.OfAsync("packages", [Packages], () => RunAsync(
        "packages",
        [suite, Packages, Roles, .. RolePackages.All.Select(role => $"{role.Key}={string.Join(',', role.Value)}")]));

    public Task AddImagesAsync(StackSettings settings)
    {
        var saved = Path.Combine(_work, "saved");
        ImmutableArray<string> images = [.. settings.Versions.ForAppServer, .. settings.Versions.ForServices];
        return BundleProgress.OfAsync("images", [Images, saved], async () =>
        {
            await LocalScript.RunAsync("images", Login(settings.Registry), _cancel, [saved, .. images]);
            if (Directory.Exists(Images))
                Directory.Delete(Images, recursive: true);
            _images = await ImageArchive.ConvertAsync(saved, Images, images, _cancel);
        });
    }

    /// <param name="suite">Suite and architecture.</param>
    /// <param name="key">Key that the list is signed with, and by its checksums all that it names.</param>
    public async Task WriteListAsync(string suite, ImageVersions versions, string? key)
    {
        await WriteAsync(BundleFolder.Versions, BundleFolder.VersionsOf(versions));
        BundleFile[] files =
        [
            BundleFolder.FileOf(_data, BundleFolder.Versions, 0, []),
            BundleFolder.FileOf(_data, BundleFolder.Program, 0, []),
            .. BundleFolder.PackagesOf(_data, await File.ReadAllLinesAsync(Roles, _cancel)),
            .. _images,
        ];
        await WriteAsync(BundleList.Name, BundleFolder.ListOf(suite, files));
        File.Delete(Path.Combine(_data, BundleList.Signature));
        if (key is not null)
            await RunAsync("sign", Path.GetFullPath(key), Path.Combine(_data, BundleList.Name));
    }

    public async Task PackAsync()
    {
        await BundleProgress.OfAsync("file", [_output, $"{_output}.new"], () => RunAsync("pack", _site, _output));
        Directory.Delete(_work, recursive: true);
    }

    private Task RunAsync(string script, params string[] arguments) =>
        LocalScript.RunAsync(script, "", _cancel, arguments);

    private Task WriteAsync(string file, string text) =>
        File.WriteAllTextAsync(Path.Combine(_data, file), text, _cancel);

    /// <summary>The lines that images.sh reads.</summary>
    private static string Login(RegistrySettings registry) =>
        $"{registry.Host}\n{registry.Username}\n{registry.Password?.Reveal()}\n";
}
