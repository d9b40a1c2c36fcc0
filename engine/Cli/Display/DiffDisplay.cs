using Engine.Deployments;
using Engine.Properties;

namespace Engine.Display;

/// <summary>Every changed resource with its changed properties, nested as the resources are (<c>--diff</c>).</summary>
internal sealed class DiffDisplay(RunHeader header, BufferedLines lines) : RunDisplay(header)
{
    private const int Step = 4;

    private readonly Dictionary<string, int> _indents = [];
    private readonly HashSet<string> _refreshing = [];

    public override void Begin()
    {
        lines.Add(Header.Text);
        lines.Add("");
    }

    public override void End(DeploymentResult result, TimeSpan duration)
    {
        lock (Gate)
        {
            Outputs();
            Record.Outputs = null;
            lines.Add("");
            foreach (var line in Summary.Lines(Record, result.Counts, duration))
                lines.Add(line);
        }
        lines.Flush();
    }

    /// <summary>A step is shown as it is planned, one that is refused or fails too; a refresh by what it finds.</summary>
    protected override void Started(Step step)
    {
        if (step.Kind == StepKind.Refresh)
            _refreshing.Add(step.Urn);
        else
            Show(step);
    }

    protected override void Succeeded(Step step, TimeSpan elapsed)
    {
        if (_refreshing.Remove(step.Urn))
            Show(step);
    }

    private void Show(Step step)
    {
        var indent = step.Subject.Parent is { } parent ? _indents.GetValueOrDefault(parent, 2) + Step : 2;
        _indents[step.Urn] = indent;
        // A replacement is one step here, not the three that it is made of.
        if (!step.Kind.IsCounted()
            || step.Kind == StepKind.Same && step.Urn != Header.StackUrn && !ResourceText.ChangesProtection(step))
            return;
        lines.Add($"{new string(' ', indent - 2)}{step.Kind.Symbol()}{step.Type}: "
            + $"({ResourceText.Status(step, step.Kind.Op())}){Lock(step)}");
        Detail(indent, "id", step.Old?.Id);
        Detail(indent, "urn", step.Urn);
        Detail(indent, "provider", step.Subject.Provider);
        foreach (var line in Properties(step, indent + 2))
            lines.Add(line);
    }

    private static IEnumerable<string> Properties(Step step, int indent) => step switch
    {
        { Kind: StepKind.Create } => PropertyDiffText.All(step.New!.Inputs, indent),
        { Kind: StepKind.Delete } => PropertyDiffText.All(step.Old!.Inputs, indent),
        { Kind: StepKind.Refresh, New: not null } =>
            PropertyDiffText.Changes(step.Old!.Outputs, step.New.Outputs, indent),
        { Kind: StepKind.Update or StepKind.CreateReplacement or StepKind.Replace } =>
            PropertyDiffText.Changes(step.Old!.Inputs, step.New!.Inputs, indent),
        _ => [],
    };

    /// <summary>Whether the resource is protected, or has been until now.</summary>
    private static string Lock(Step step) => step switch
    {
        { Old.Protect: true, New.Protect: false } => " 🔓",
        { New.Protect: true } or { Old.Protect: true } => " 🔒",
        _ => "",
    };

    private void Detail(int indent, string name, string? value)
    {
        if (value is not null)
            lines.Add($"{new string(' ', indent + Step - 2)}[{name}={value}]");
    }

    private void Outputs()
    {
        if (Record.Outputs is not { } outputs)
            return;
        var changes = PropertyDiffText.Changes(outputs.Old ?? PropertyMap.Empty, outputs.New, Step).ToList();
        if (changes.Count == 0)
            return;
        lines.Add("    --outputs:--");
        foreach (var line in changes)
            lines.Add(line);
    }
}
