using System.CommandLine;
using System.Runtime.InteropServices;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Bundle;

/// <summary>bundle: all that a site without any network is set up from, in one file.</summary>
internal static class BundleCommand
{
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
        var sign = new Option<string?>("--sign")
        {
            Description = "Key that the bundle is signed with: a file that ssh-keygen takes. The site names its public "
                + "one in bundleSigner.",
        };
        var command = new Command("bundle", """
            Makes one file of the program, the Debian packages and the images that the stack needs, on a machine that
            reaches the mirrors and the registry. What was fetched stays in FILE.work until the file is made, so that
            the same typed again goes on.
            Exit code: 0 made, 2 cannot run.
            """)
        {
            stack, output, suite, sign,
        };
        command.SetAction((result, cancel) => RunAsync(
            new DeployedStack(result.GetRequiredValue(stack)), Path.GetFullPath(result.GetRequiredValue(output)),
            result.GetRequiredValue(suite), result.GetValue(sign), cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        DeployedStack stack, string output, string suite, string? key, CancellationToken cancel)
    {
        Require(output, key);
        var settings = await stack.SettingsAsync();
        var work = new BundleWork(output, cancel);
        await work.AddProgramAsync();
        await work.AddPackagesAsync(suite);
        await work.AddImagesAsync(settings);
        await work.WriteListAsync($"{suite} {Architecture}", settings.Versions, key);
        await work.PackAsync();
        Console.WriteLine(
            $"{output} is made. At the site: unpack it, and set bundle: {BundleWork.Data} in the stack file");
        return ExitCode.Good;
    }

    private static string Architecture =>
        RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    private static void Require(string output, string? key)
    {
        if (key is not null && !File.Exists(key))
            throw new OpsException($"--sign should be the file of a key, such as ~/.ssh/id_ed25519; there is no {key}");
        if (!PackedBundle.Endings.Any(ending => output.EndsWith(ending, StringComparison.Ordinal)))
            throw new OpsException($"-o should end with {string.Join(" or ", PackedBundle.Endings)}, was {output}");
        if (!Directory.Exists(Path.GetDirectoryName(output)))
            throw new OpsException($"there is no folder {Path.GetDirectoryName(output)}");
    }
}
