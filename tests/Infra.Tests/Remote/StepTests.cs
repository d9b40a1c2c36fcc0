using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Remote;

/// <summary>
/// The line that a command is, run by the shell that a login would give it, with the scripts of a VM in a folder of this
/// machine. /run and /var/lib are empty ones that only the test sees.
/// </summary>
public sealed class StepTests : IDisposable
{
    private const string Probe = "enterprise/start";
    private readonly Scratch _vm = new();

    public StepTests()
    {
        foreach (var (path, text) in Bundle.Parse(RemoteScripts.Bundle("remote", "enterprise").ToString()))
            Write(path[(RemoteScripts.Folder.Length + 1)..], text);
    }

    public void Dispose() => _vm.Dispose();

    [Fact]
    public async Task Run_VariablesFilesAndSecrets_ReachTheScriptAsTheyWereGiven()
    {
        Write($"{Probe}.sh", """
            printf '<%s>\n' "$words"
            stat -c %a "$files/etc/some.conf"
            cat "$files/etc/some.conf"
            secret password | sha256sum | cut -c 1-8
            """);
        var input = new FileBundle()
            .Add("/etc/some.conf", "0640", "a line\n\nwith $dollars and 'quotes'")
            .AddSecret("password", "hunter2")
            .AddRun("app1-images", "ran at some time");

        var run = (await RunAsync(Line(Variable("words", "it's\n\"two\" $lines \\")), input)).Succeeded();

        Assert.StartsWith(
            "<it's\n\"two\" $lines \\>\n640\na line\n\nwith $dollars and 'quotes'\n46a9d5bd\napp1-start ran at ",
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TwoTimes_EndsWithALineThatIsNeverTheSame()
    {
        Write($"{Probe}.sh", "true");

        var first = (await RunAsync(Line())).Succeeded();
        var second = (await RunAsync(Line())).Succeeded();

        Assert.NotEqual(first.Output, second.Output);
    }

    [Fact]
    public async Task Run_ScriptsOfAnotherRevision_AreNotRun()
    {
        Write($"{Probe}.sh", "echo this must not be seen");
        Write("revisions", $"{Probe} 000000000000");

        var run = (await RunAsync(Line())).Failed();

        Assert.Contains("./scripts/up --repair", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("must not be seen", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LongerThanItsLimit_IsStoppedAndSaysSo()
    {
        Write($"{Probe}.sh", "sleep 60");

        var run = (await RunAsync(Line(step => step with { Limit = TimeSpan.FromSeconds(1) }))).Failed();

        Assert.Contains("app1-start did not end within 1 s and was stopped", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ScriptThatFails_KeepsItsExitCodeAndIsNotSaidToHaveRun()
    {
        Write($"{Probe}.sh", "echo before\nfalse | true\nsh -c 'exit 7'\necho after");

        var run = (await RunAsync(Line())).Failed();

        Assert.Equal((1, "before\n"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("app2-start", "left alone: thing belongs to app2-start now\n")]
    [InlineData("app1-start", "gone\n")]
    [InlineData(null, "gone\n")]
    public async Task Undo_OfAThing_ActsOnWhatIsStillItsOwn(string? owner, string says)
    {
        Write($"{Probe}.undo.sh", "source remote/ownership.sh\nowned thing || exit 0\necho gone");
        var note = owner is null
            ? ""
            : $"mkdir -p /var/lib/enginsight/owners; echo {owner} >/var/lib/enginsight/owners/thing; ";

        var undo = (await RunAsync(note + Line(verb: "undo"))).Succeeded();

        Assert.Equal(says, undo.Output);
    }

    [Fact]
    public async Task Check_OfTheSameCommand_ReportsAfterALineOfItsOwn()
    {
        Write($"{Probe}.check.sh", "source remote/report.sh\nok \"$words\"");

        var check = (await RunAsync(StepCommand.Check(Line(Variable("words", "all"))))).Succeeded();

        Assert.Equal("checking app1-start\nok\tall\n", check.Output);
    }

    private static Func<RemoteStep, RemoteStep> Variable(string name, string value) =>
        step => step with { Variables = [(name, value)] };

    /// <summary>The command line of a step, changed or as it is.</summary>
    private static string Line(Func<RemoteStep, RemoteStep>? change = null, string verb = "run")
    {
        var step = new RemoteStep(Probe);
        return StepCommand.Of(verb, "app1-start", change is null ? step : change(step));
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_vm.At(path))!);
        _vm.Write(path, text.TrimEnd('\n') + "\n");
    }

    private Task<CommandResult> RunAsync(string line, FileBundle? input = null) => Shell.RunAsync(
        [
            "unshare", "--mount", "sh", "-c",
            "mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /var/lib && "
                + line.Replace(RemoteScripts.Folder, _vm.Path, StringComparison.Ordinal),
        ],
        input: input?.ToString() ?? "");
}
