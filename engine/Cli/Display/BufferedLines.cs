using System.Text;
using Engine.Deployments;

namespace Engine.Display;

/// <summary>
/// Lines on their way out: collected and written a few times a second, since a write for every event would cost more
/// than the work it reports. Whatever is written passes the filter.
/// </summary>
internal sealed class BufferedLines : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly TextWriter _output;
    private readonly Func<string, string> _filter;
    private readonly Timer _timer;

    public BufferedLines(TextWriter output, Func<string, string> filter)
    {
        (_output, _filter) = (output, filter);
        _timer = new Timer(_ => Flush());
    }

    /// <summary>Whether the terminal shows colours.</summary>
    public bool Color { get; init; }

    /// <summary>The text with everything hidden that must not be shown.</summary>
    public string Filter(string text) => _filter(text);

    public void Add(string line) => Append(Color ? Ink.PaintByMark(line) : line);

    public void Add(string line, StepKind kind) => Append(Color ? Ink.Paint(line, kind) : line);

    private void Append(string line)
    {
        lock (_gate)
        {
            if (_text.Length == 0)
                _timer.Change(Delay, Timeout.InfiniteTimeSpan);
            _text.Append(line).Append('\n');
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            if (_text.Length == 0)
                return;
            _output.Write(_filter(_text.ToString()));
            _output.Flush();
            _text.Clear();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Flush();
    }
}
