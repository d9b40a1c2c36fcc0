using System.Diagnostics;
using System.Text.Json.Nodes;
using Tests.Shared;

namespace Enginsight.Ops.Tests;

/// <summary>
/// A project in a folder of its own, with a stack prod that has been brought up twice. The tools in it are the real
/// ones; of the scripts that they call, each writes down how it was called and what it saw.
/// </summary>
internal sealed class OpsProject : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ops-project");

    public OpsProject()
    {
        File.WriteAllText(At("Pulumi.yaml"), "name: enginsight-infra\n");
        Directory.CreateDirectory(At("stacks"));
        Directory.CreateDirectory(At("scripts"));
        Directory.CreateDirectory(Locks);
        WriteStackFile("7.17.31");
        AddHistory("7.17.30");
        AddHistory("7.17.31");
        // What a call sees: its arguments, the stack file's version, that of the file it is given, and the locks.
        const string record = """
            #!/bin/bash
            cd "$(dirname "$0")/.."
            call=$*
            {
              echo "$(basename "$0") $call"
              grep -h server-m2 stacks/Pulumi.prod.yaml
              while [ $# -gt 0 ]; do [ "$1" != --config-file ] || grep -h server-m2 "$2"; shift; done
              ls .state/.pulumi/locks/organization/enginsight-infra/prod
            } >>calls

            """;
        Script("preview", record);
        Script("up", record);
        Script("pulumi", record + """
            case $call in
            "config --json"*) cat config.json ;;
            "config set"*) cat >/dev/null; exit "$(cat set-fails 2>/dev/null || echo 0)" ;;
            esac

            """);
    }

    public string StackFile => At("stacks/Pulumi.prod.yaml");

    public string Locks => At(".state/.pulumi/locks/organization/enginsight-infra/prod");

    public string[] Calls => File.Exists(At("calls")) ? File.ReadAllLines(At("calls")) : [];

    public string At(string path) => Path.Combine(_root.FullName, path);

    public void WriteStackFile(string version) => File.WriteAllText(
        StackFile, $"config:\n  enginsight-infra:versions:\n    server-m2: {version}\n");

    /// <summary>Somebody else's lock.</summary>
    public void Lock() => File.WriteAllText(
        Path.Combine(Locks, "theirs.json"),
        """{"pid":4711,"username":"me","hostname":"elsewhere","timestamp":"2026-01-02T03:04:05Z"}""");

    /// <summary>Runs a tool with nobody to ask.</summary>
    public (int ExitCode, string Output, string Error) Run(string arguments)
    {
        using var process = Start("dotnet", [Tools, .. arguments.Split(' ')]);
        process.StandardInput.Close();
        return EndOf(process);
    }

    /// <summary>Runs a tool on a terminal.</summary>
    /// <param name="keys">What is typed when the question is there.</param>
    public (int ExitCode, string Output, string Error) RunOnTerminal(string arguments, string question, string keys)
    {
        using var process = Start("script", ["-qefc", $"dotnet {Tools} {arguments}", At("screen")]);
        try
        {
            Wait.Until("the question on the screen", () => Screen.Contains(question, StringComparison.Ordinal), Limit);
            process.StandardInput.Write(keys);
            process.StandardInput.Flush();
            return EndOf(process);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static string Tools => Path.Combine(AppContext.BaseDirectory, "Enginsight.Ops.dll");

    private string Screen => File.Exists(At("screen")) ? File.ReadAllText(At("screen")) : "";

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _root.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("PULUMI_BACKEND_URL");
        start.Environment["NO_COLOR"] = "1";
        start.Environment["TERM"] = "xterm";
        return Process.Start(start)!;
    }

    private static (int ExitCode, string Output, string Error) EndOf(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("the tool does not end");
        }

        return (process.ExitCode, output.Result, error.Result);
    }

    private void AddHistory(string version)
    {
        var folder = Directory.CreateDirectory(At(".state/.pulumi/history/enginsight-infra/prod")).FullName;
        var entry = new JsonObject
        {
            ["kind"] = "update",
            ["result"] = "succeeded",
            ["endTime"] = 1795397865,
            ["config"] = new JsonObject
            {
                ["enginsight-infra:versions"] = new JsonObject { ["server-m2"] = version },
            },
        };
        var number = Directory.GetFiles(folder).Length;
        File.WriteAllText(Path.Combine(folder, $"prod-{number}.history.json"), entry.ToJsonString());
    }

    private void Script(string name, string text)
    {
        var file = At($"scripts/{name}");
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }
}
