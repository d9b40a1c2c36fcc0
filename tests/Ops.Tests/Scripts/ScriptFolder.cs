using System.Diagnostics;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Tests.Scripts;

/// <summary>
/// The project's scripts in a folder of their own, where pulumi and ops only write down what they were called with:
/// what is tried is what the scripts make of their arguments.
/// </summary>
internal sealed class ScriptFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ops-scripts");

    public ScriptFolder()
    {
        var scripts = _root.CreateSubdirectory("scripts").FullName;
        _root.CreateSubdirectory("stacks");
        foreach (var script in Directory.GetFiles(Path.Combine(PulumiCli.Root, "scripts")))
            File.Copy(script, Path.Combine(scripts, Path.GetFileName(script)));
    }

    public string Root => _root.FullName;

    /// <summary>Where scripts are typed. Default: in the project.</summary>
    public string? Caller { get; set; }

    /// <summary>What pulumi and ops were called with, one call a line.</summary>
    public string[] Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string Log => Path.Combine(Root, "calls");

    /// <summary>Puts recorders in the place of scripts that would build and connect.</summary>
    public ScriptFolder Recording()
    {
        foreach (var name in new[] { "pulumi", "ops", "lab-images", "lab-docker" })
        {
            var file = Path.Combine(Root, "scripts", name);
            File.WriteAllText(file, $"#!/bin/bash\necho \"{name} $*\" >>'{Log}'\n");
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        }

        return this;
    }

    public ScriptFolder WithStack(string name, bool hasSalt = false, bool isLab = false)
    {
        File.WriteAllText(
            Path.Combine(Root, "stacks", $"Pulumi.{name}.yaml"),
            "config:\n" + (isLab ? "  enginsight-infra:lab:\n    network: 10.0.0.0/24\n" : "  enginsight-infra:a: b\n")
            + (hasSalt ? "encryptionsalt: v1:a=:v1:b:c\n" : ""));
        return this;
    }

    /// <param name="backend">Folder of a file backend, below the root.</param>
    public ScriptFolder WithState(string stack, string backend = ".state", string extension = "json")
    {
        var folder = Directory.CreateDirectory(
            Path.Combine(Root, backend, ".pulumi", "stacks", "enginsight-infra"));
        File.WriteAllText(Path.Combine(folder.FullName, $"{stack}.{extension}"), "{}");
        return this;
    }

    /// <param name="environment">NAME=value.</param>
    public (int ExitCode, string Output, string Error) Run(string script, string arguments, params string[] environment)
    {
        var start = new ProcessStartInfo(
            "bash",
            [
                Path.Combine(Root, "scripts", script),
                .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Caller ?? Root,
        };
        foreach (var name in new[] { "PULUMI_BACKEND_URL", "PULUMI_HOME", "PulumiSdk", "PULUMI_CONFIG_PASSPHRASE" })
            start.Environment.Remove(name);
        start.Environment["HOME"] = Root;
        foreach (var pair in environment.Select(pair => pair.Split('=', 2)))
            start.Environment[pair[0]] = pair[1];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), $"{script} {arguments} does not end");
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
