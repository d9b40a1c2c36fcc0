using System.Diagnostics;
using System.Text;
using Engine.Tests.Secrets;

namespace Engine.Tests.Cli;

/// <summary>The sample program as a process of its own, over a project in a directory of its own.</summary>
internal sealed class SampleRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _text = new();
    private Process? _process;

    /// <param name="commands">Names and scripts; they run one after the other, in the order of their names.</param>
    public SampleRun(params (string Name, string Script)[] commands)
    {
        File.WriteAllText(At("Pulumi.yaml"), "name: proj\nruntime: dotnet\n");
        File.WriteAllText(At("Pulumi.dev.yaml"), $"encryptionsalt: {PassphraseSecretsTests.Salt}\nconfig:\n"
            + "  proj:commands:\n"
            + string.Concat(commands.Select(item => $"    {item.Name}: |-\n      {item.Script}\n")));
        Run("stack", "init", "dev");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory().FullName;

    /// <summary>What the program has written so far, to both its outputs.</summary>
    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public int Pid => _process!.Id;

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    public bool Exists(string file) => File.Exists(At(file));

    public string State => File.ReadAllText(At(".state", ".pulumi", "stacks", "proj", "dev.json"));

    public int Locks => Directory.GetFiles(
        At(".state", ".pulumi", "locks"), "*.json", SearchOption.AllDirectories).Length;

    /// <summary>Runs one command to its end; its exit code.</summary>
    public int Run(params string[] args)
    {
        Start(args);
        return End();
    }

    public void Start(params string[] args) => Begin("dotnet", [Program, .. args]);

    /// <summary>Starts on a terminal of its own, whose keyboard is <see cref="Type"/>.</summary>
    public void StartOnTerminal(params string[] args) =>
        Begin("script", ["-qefc", string.Join(' ', ["exec dotnet", Program, .. args]), "/dev/null"]);

    public void Type(string keys)
    {
        _process!.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    public void Signal(string name, int? pid = null)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{pid ?? Pid}"]);
        kill.WaitForExit();
    }

    public void WaitFor(string text) => Until(() => Text.Contains(text), $"'{text}' in the output");

    public void WaitForFile(string file) => Until(() => Exists(file), file);

    public void Touch(string file) => File.WriteAllText(At(file), "");

    public void Until(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Patience, $"waited in vain for {what}; the program said:\n{Text}");
            Thread.Sleep(20);
        }
    }

    public int End()
    {
        // Also for the end of the outputs, which a process that it left behind could hold open.
        Assert.True(_process!.WaitForExitAsync().Wait(Patience), $"the program did not end; it said:\n{Text}");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill(entireProcessTree: true);
        _process?.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Engine.Sample.dll");

    private void Begin(string file, IEnumerable<string> args)
    {
        _process?.Dispose();
        lock (_text)
            _text.Clear();
        var info = new ProcessStartInfo(file, args)
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["PULUMI_CONFIG_PASSPHRASE"] = PassphraseSecretsTests.Passphrase;
        info.Environment.Remove("PULUMI_BACKEND_URL");
        info.Environment["TERM"] = "xterm";
        _process = Process.Start(info)!;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Add(string? line)
    {
        lock (_text)
            _text.Append(line).Append('\n');
    }
}
