using Engine.Properties;
using Engine.Protocol;

namespace Engine.Display;

/// <summary>What a run has told so far, kept for the summary at its end.</summary>
internal sealed class RunRecord(RunHeader header)
{
    private readonly List<(string Urn, List<(LogSeverity Severity, string Text)> Messages)> _diagnostics = [];
    private readonly Dictionary<string, string> _progress = [];

    public RunHeader Header => header;

    public IReadOnlyList<(string Urn, List<(LogSeverity Severity, string Text)> Messages)> Diagnostics => _diagnostics;

    public (PropertyMap? Old, PropertyMap New)? Outputs { get; set; }

    /// <summary>Number of resources, the stack among them, that have an error.</summary>
    public int Errored => _diagnostics.Count(item => Errors(item.Urn) > 0);

    public void Add(LogSeverity severity, string message, string? urn)
    {
        var key = urn ?? header.StackUrn;
        var index = _diagnostics.FindIndex(item => item.Urn == key);
        if (index < 0)
            _diagnostics.Add((key, [(severity, message)]));
        else
            _diagnostics[index].Messages.Add((severity, message));
    }

    public int Errors(string urn) => _diagnostics.Where(item => item.Urn == urn)
        .Sum(item => item.Messages.Count(message => message.Severity == LogSeverity.Error));

    /// <summary>The last line of the last error of a resource.</summary>
    public string? LastError(string urn) => _diagnostics.Where(item => item.Urn == urn)
        .SelectMany(item => item.Messages).Where(message => message.Severity == LogSeverity.Error)
        .Select(message => message.Text.TrimEnd().Split('\n')[^1]).LastOrDefault();

    public void Progress(string urn, string line)
    {
        if (line.TrimEnd() is { Length: > 0 } text)
            _progress[urn] = text[(text.LastIndexOf('\n') + 1)..];
    }

    public string? LastLine(string urn) => _progress.GetValueOrDefault(urn);
}
