using Engine.Deployments;
using Engine.Protocol;

namespace Engine.Display;

/// <summary>
/// The blocks at the end of a run: diagnostics, outputs, counts, duration. Each ends with an empty line.
/// </summary>
internal static class Summary
{
    private static readonly StepKind[] Order = [StepKind.Create, StepKind.Update, StepKind.Delete, StepKind.Replace];

    public static IEnumerable<string> Lines(
        RunRecord record, IReadOnlyDictionary<StepKind, int> counts, TimeSpan duration) =>
        Diagnostics(record)
            .Concat(OutputsText.Block(record))
            .Concat(Resources(record, counts))
            .Concat(record.Header.DryRun ? [] : [$"Duration: {Math.Ceiling(duration.TotalSeconds):0}s", ""]);

    private static IEnumerable<string> Diagnostics(RunRecord record)
    {
        if (record.Diagnostics.Count == 0)
            return [];
        return record.Diagnostics.SelectMany(item => item.Messages
                .SelectMany(Message)
                .Prepend($"  {ResourceText.Type(Urns.Type(item.Urn))} ({Urns.Name(item.Urn)}):")
                .Append(""))
            .Prepend("Diagnostics:");
    }

    private static IEnumerable<string> Message((LogSeverity Severity, string Text) message)
    {
        var prefix = message.Severity switch
        {
            LogSeverity.Error => "error: ",
            LogSeverity.Warning => "warning: ",
            _ => "",
        };
        return (prefix + message.Text.TrimEnd('\n')).Split('\n').Select(line => line.Length == 0 ? "" : "    " + line);
    }

    private static IEnumerable<string> Resources(RunRecord record, IReadOnlyDictionary<StepKind, int> counts)
    {
        var kinds = Order.Where(kind => counts.GetValueOrDefault(kind) > 0).ToList();
        yield return "Resources:";
        foreach (var kind in kinds)
            yield return $"    {kind.Symbol()}{counts[kind]} {Word(kind, record.Header.DryRun)}";
        var pieces = new List<string>();
        if (kinds.Count > 1)
            pieces.Add($"{kinds.Sum(kind => counts[kind])} changes");
        if (counts.GetValueOrDefault(StepKind.Same) is var same and > 0)
            pieces.Add($"{same} unchanged");
        if (pieces.Count > 0)
            yield return "    " + string.Join(". ", pieces);
        if (record.Errored > 0)
            yield return $"    {record.Errored} errored";
        yield return "";
    }

    private static string Word(StepKind kind, bool preview) => preview ? $"to {kind.Op()}" : kind.Done();
}
