using Engine.Deployments;

namespace Engine.Display;

/// <summary>A line for each event, for pipes and logs.</summary>
internal sealed class LineDisplay(RunHeader header, BufferedLines lines) : RunDisplay(header)
{
    private readonly HashSet<string> _refreshing = [];
    private Step? _stack;

    public override void Begin()
    {
        lines.Add(Header.Text);
        lines.Add("");
    }

    public override void End(DeploymentResult result, TimeSpan duration)
    {
        lock (Gate)
        {
            if (_stack is { } stack && (Record.Errored > 0 || !Header.DryRun && stack.Kind != StepKind.Same))
                Row(stack, FinalStatus(stack, duration), ErrorCount(stack));
            lines.Add("");
            foreach (var line in Summary.Lines(Record, result.Counts, duration))
                lines.Add(line);
        }
        lines.Flush();
    }

    protected override void Started(Step step)
    {
        // The stack stands for the whole run and ends with it.
        if (IsLasting(step))
            _stack = step;
        if (step.Kind == StepKind.Refresh)
            _refreshing.Add(step.Urn);
        if (step == _stack || step.Kind == StepKind.Refresh || ResourceText.ChangesProtection(step)
            || !(step.Kind == StepKind.Same || Header.DryRun))
            Row(step, Header.DryRun || step.Kind == StepKind.Same
                ? step.Kind.Planned()
                : $"{step.Kind.Running()} (0s)", ResourceText.Diff(step));
    }

    protected override void Succeeded(Step step, TimeSpan elapsed)
    {
        // What a refresh finds is told even where it is nothing new.
        var found = _refreshing.Remove(step.Urn);
        if (found && IsLasting(step))
            _stack = step;
        if (!found && (step.Kind == StepKind.Same || IsLasting(step)))
            return;
        if (Header.DryRun || step.Kind == StepKind.Same)
            Row(step, step.Kind.Planned(), ResourceText.Diff(step));
        else
            Row(step, $"{step.Kind.Done()} ({ResourceText.Seconds(elapsed)})",
                Join(ResourceText.Diff(step), Record.LastLine(step.Urn)));
    }

    protected override void Failed(Step step, TimeSpan elapsed) =>
        Row(step, $"**{step.Kind.Failing()} failed**",
            Join(ResourceText.Diff(step), Record.LastError(step.Urn)));

    private string FinalStatus(Step stack, TimeSpan duration) => Header.DryRun ? stack.Kind.Planned()
        : Record.Errored > 0 ? "**failed**"
        : $"{stack.Kind.Done()} ({ResourceText.Seconds(duration)})";

    private string ErrorCount(Step step) => Record.Errors(step.Urn) switch
    {
        0 => "",
        1 => "1 error",
        var count => $"{count} errors",
    };

    private bool IsLasting(Step step) => step.Urn == Header.StackUrn && step.Kind != StepKind.Delete;

    private void Row(Step step, string status, string info) =>
        lines.Add($" {step.Kind.Symbol()} {ResourceText.Type(step.Type)} {step.Name} "
            + $"{ResourceText.Status(step, status)} {info}", step.Kind);

    private static string Join(string diff, string? line) =>
        string.IsNullOrEmpty(line) ? diff : diff.Length == 0 ? line : $"{diff}; {line}";
}
