using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Enginsight.Infra.Bundles;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Bundle;

/// <summary>bundle: all that a site without any network is set up from, in one file.</summary>
internal static class BundleCommand
{
    /// <summary>The folder that the file unpacks to, and below it the one that the setting names.</summary>
    public const string Project = "enginsight";
    public const string Data = "bundle";

    /// <summary>What of the project comes along; its sources do not.</summary>
    private static readonly string[] Files =
    [
        "Pulumi.yaml", "README.md", "CHANGELOG.md", "SECURITY.md", "docs/operations.md", "docs/decisions.md",
        "stacks/Pulumi.example.yaml", "infra/Files/bundle/bring", "infra/Files/bundle/askpass",
    ];

    /// <summary>Scripts that take the sources, or make a lab.</summary>
    private static readonly string[] ScriptsOfSources =
        ["api-surface", "bench", "bundle", "check-shell", "lab-docker", "lab-images", "test"];

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file: .tar.zst, .tar.gz or .tar. The site needs the program that unpacks it.",
            Required = true,
        };
        var suite = new Option<string>("--suite")
        {
            Description = "The VMs' Debian.",
            DefaultValueFactory = _ => "bookworm",
        };
        var command = new Command("bundle", """
            Makes one file of the program, the Debian packages and the images that the stack needs, on a machine that
            reaches the mirrors and the registry. What was fetched stays in FILE.work until the file is made, so that
            the same typed again goes on.
            Exit code: 0 made, 2 cannot run.
            """)
        {
            stack, output, suite,
        };
        command.SetAction((result, cancel) => RunAsync(
            new DeployedStack(result.GetRequiredValue(stack)), Path.GetFullPath(result.GetRequiredValue(output)),
            result.GetRequiredValue(suite), cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        DeployedStack stack, string output, string suite, CancellationToken cancel)
    {
        Require(output);
        var settings = await stack.SettingsAsync();
        var work = $"{output}.work";
        var site = Path.Combine(work, Project);
        var data = Directory.CreateDirectory(Path.Combine(site, Data)).FullName;

        await StepAsync("program", site, () => LocalScript.RunAsync("program", "", cancel, site));
        CopyProject(site);
        var packages = Path.Combine(data, "packages");
        await StepAsync("packages", packages, () => LocalScript.RunAsync("packages", "", cancel,
        [
            suite, packages, .. RolePackages.All.Select(role => $"{role.Key}={string.Join(',', role.Value)}"),
        ]));
        var saved = Path.Combine(work, "saved");
        var images = BundleFolder.ImagesOf(settings.Versions);
        IEnumerable<BundleFile> imageFiles = [];
        await StepAsync("images", Path.Combine(data, "images"), async () =>
        {
            await LocalScript.RunAsync("images", Login(settings.Registry), cancel, [saved, .. images]);
            Clear(Path.Combine(data, "images"));
            imageFiles = await ImageArchive.ConvertAsync(saved, Path.Combine(data, "images"), images, cancel);
        });

        await File.WriteAllTextAsync(
            Path.Combine(data, BundleFolder.Versions), BundleFolder.VersionsOf(settings.Versions), cancel);
        var roles = Path.Combine(data, "packages.roles");
        BundleFile[] files =
        [
            BundleFolder.FileOf(data, BundleFolder.Versions, 0, []),
            .. BundleFolder.PackagesOf(data, await File.ReadAllLinesAsync(roles, cancel)),
            .. imageFiles,
        ];
        File.Move(roles, Path.Combine(work, "packages.roles"), overwrite: true);
        await File.WriteAllTextAsync(
            Path.Combine(data, BundleList.Name), BundleFolder.ListOf($"{suite} {Architecture}", files), cancel);

        await StepAsync("file", output, () => LocalScript.RunAsync("pack", "", cancel, site, output));
        Directory.Delete(work, recursive: true);
        Console.WriteLine($"{output} is made. At the site: unpack it, and set bundle: {Data} in the stack file");
        return ExitCode.Good;
    }

    private static string Architecture =>
        RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    private static void Require(string output)
    {
        if (!PackedBundle.Endings.Any(ending => output.EndsWith(ending, StringComparison.Ordinal)))
            throw new OpsException($"-o should end with {string.Join(" or ", PackedBundle.Endings)}, was {output}");
        if (!Directory.Exists(Path.GetDirectoryName(output)))
            throw new OpsException($"there is no folder {Path.GetDirectoryName(output)}");
    }

    /// <summary>The lines that images.sh reads.</summary>
    private static string Login(RegistrySettings registry) =>
        $"{registry.Host}\n{registry.Username}\n{registry.Password?.Reveal()}\n";

    private static void CopyProject(string site)
    {
        var scripts = Directory.EnumerateFiles(Path.Combine(PulumiCli.Root, "scripts"))
            .Select(path => Path.GetFileName(path)).Except(ScriptsOfSources).Select(name => $"scripts/{name}");
        foreach (var file in Files.Concat(scripts))
        {
            var target = Path.Combine(site, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(PulumiCli.Root, file), target, overwrite: true);
        }
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static async Task StepAsync(string name, string result, Func<Task> step)
    {
        Console.WriteLine($"{name} ...");
        var watch = Stopwatch.StartNew();
        await step();
        var bytes = File.Exists(result)
            ? new FileInfo(result).Length
            : new DirectoryInfo(result).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {bytes / 1e6:F1} MB, {watch.Elapsed.TotalSeconds:F0} s"));
    }
}
