using System.Diagnostics;
using Engine.Deployments;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Engine.Display;

/// <summary>
/// A live table for a terminal: what runs, for how long, and the last line it said. It ends as the same table, with the
/// same summary as the plain display.
/// </summary>
internal sealed class TreeDisplay(RunHeader header, IAnsiConsole console, BufferedLines lines) : RunDisplay(header)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(125);

    private readonly Dictionary<string, TreeText.Node> _nodes = [];
    private readonly List<TreeText.Node> _roots = [];
    private readonly Dictionary<string, (Step Step, Stopwatch Clock)> _running = [];
    private readonly CancellationTokenSource _ended = new();
    private Task _live = Task.CompletedTask;

    public override void Begin()
    {
        lines.Add(Header.Text);
        lines.Flush();
        var live = console.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop);
        _live = Task.Run(() => live.StartAsync(WatchAsync));
    }

    public override void End(DeploymentResult result, TimeSpan duration)
    {
        _ended.Cancel();
        _live.GetAwaiter().GetResult();
        lock (Gate)
        {
            if (_nodes.TryGetValue(Header.StackUrn, out var stack) && stack.Kind != StepKind.Delete)
                Finish(stack, duration);
            foreach (var (kind, text) in TreeText.Render(_roots, Header.DryRun))
                lines.Add(text, kind);
            lines.Add("");
            foreach (var line in Summary.Lines(Record, result.Counts, duration))
                lines.Add(line);
        }
        lines.Flush();
    }

    protected override void Started(Step step)
    {
        var node = Node(step);
        if (step.Kind == StepKind.Same && !ResourceText.ChangesProtection(step))
            return;
        (node.Kind, node.Visible, node.Info) = (step.Kind, true, ResourceText.Diff(step));
        node.Status = ResourceText.Status(step, Header.DryRun ? step.Kind.Planned() : step.Kind.Running());
        _running[step.Urn] = (step, Stopwatch.StartNew());
    }

    protected override void Succeeded(Step step, TimeSpan elapsed) =>
        Ended(step, ResourceText.Status(
            step, Header.DryRun ? step.Kind.Planned() : $"{step.Kind.Done()} ({ResourceText.Seconds(elapsed)})"));

    protected override void Failed(Step step, TimeSpan elapsed) => Ended(step, $"**{step.Kind.Failing()} failed**");

    private void Ended(Step step, string status)
    {
        // The stack's own step ends at once; it is shown as running until the run is over.
        if (step.Urn == Header.StackUrn && step.Kind != StepKind.Delete)
            return;
        _running.Remove(step.Urn);
        // A refresh ends as what it has found.
        var node = Node(step);
        (node.Kind, node.Status) = (step.Kind, step.Kind == StepKind.Same ? "" : status);
        if (step.Kind != StepKind.Same)
            node.Info = Info(step);
    }

    /// <summary>What changes, and the last line the operation said.</summary>
    private string Info(Step step) => string.Join("; ", new[]
    {
        ResourceText.Diff(step),
        Header.DryRun ? null : Record.LastLine(step.Urn),
    }.Where(part => !string.IsNullOrEmpty(part)));

    private void Finish(TreeText.Node stack, TimeSpan duration)
    {
        stack.Visible = true;
        if (!Header.DryRun)
            stack.Status = Record.Errored > 0 ? "**failed**"
                : stack.Kind == StepKind.Same ? "" : $"{stack.Kind.Done()} ({ResourceText.Seconds(duration)})";
        if (Record.Errors(stack.Urn) is > 0 and var errors)
            stack.Info = errors == 1 ? "1 error" : $"{errors} errors";
    }

    private TreeText.Node Node(Step step)
    {
        if (_nodes.TryGetValue(step.Urn, out var known))
            return known;
        var node = _nodes[step.Urn] = new TreeText.Node(step.Urn);
        var parent = step.Subject.Parent is { } urn ? _nodes.GetValueOrDefault(urn) : null;
        (parent?.Children ?? _roots).Add(node);
        return node;
    }

    private async Task WatchAsync(LiveDisplayContext context)
    {
        while (!_ended.IsCancellationRequested)
        {
            context.UpdateTarget(Snapshot());
            await Task.Delay(Refresh, _ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>The table now; where it is higher than the terminal, its end, which is where things happen.</summary>
    private IRenderable Snapshot()
    {
        lock (Gate)
        {
            foreach (var (urn, (step, clock)) in _running)
                Tick(_nodes[urn], step, clock.Elapsed);
            var table = TreeText.Render(_roots, Header.DryRun);
            var height = Math.Max(3, console.Profile.Height - 2);
            var visible = table.Count <= height ? table : [table[0], .. table.TakeLast(height - 1)];
            return new Rows(visible.Select(line => new Text(
                Cut(lines.Filter(line.Text)), lines.Color ? Ink.Style(line.Kind) : Style.Plain)));
        }
    }

    private void Tick(TreeText.Node node, Step step, TimeSpan elapsed)
    {
        if (Header.DryRun)
            return;
        node.Status = $"{step.Kind.Running()} ({Math.Floor(elapsed.TotalSeconds):0}s)";
        node.Info = Info(step);
    }

    private string Cut(string line) =>
        line.Length < console.Profile.Width ? line : line[..Math.Max(1, console.Profile.Width - 1)];
}
