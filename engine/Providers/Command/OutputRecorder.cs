using System.Text;
using Engine.Protocol;

namespace Engine.Providers.Command;

/// <summary>
/// Takes a command's two output streams as they come: keeps each, keeps both in the order of arrival for an error
/// message, and passes every full line on as progress, as far as the resource's <c>logging</c> allows.
/// </summary>
internal sealed class OutputRecorder(string? logging, Action<LogSeverity, string> log)
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _both = new();
    private readonly Channel _stdout = new(logging is null or "stdout" or "stdoutAndStderr");
    private readonly Channel _stderr = new(logging is null or "stderr" or "stdoutAndStderr");

    public CommandOutput Output => new(_stdout.Trimmed, _stderr.Trimmed);

    public string Interleaved => _both.ToString();

    /// <summary>
    /// Reads both streams to their ends, each on a thread of its own: reads of pipes and channels block.
    /// </summary>
    public Task ReadAsync(Stream stdout, Stream stderr) => Task.WhenAll(Read(stdout, _stdout), Read(stderr, _stderr));

    private Task Read(Stream stream, Channel channel) => Task.Factory.StartNew(
        () =>
        {
            using var reader = new StreamReader(
                stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
            var buffer = new char[16 * 1024];
            while (reader.Read(buffer) is > 0 and var count)
                Add(channel, buffer.AsSpan(0, count));
            if (channel.Logged && channel.Rest.Length > 0)
                log(LogSeverity.Info, channel.Rest.ToString());
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Add(Channel channel, ReadOnlySpan<char> text)
    {
        channel.Text.Append(text);
        lock (_lock)
            _both.Append(text);
        if (!channel.Logged)
            return;
        while (text.IndexOf('\n') is >= 0 and var end)
        {
            channel.Rest.Append(text[..end]);
            log(LogSeverity.Info, channel.Rest.ToString());
            channel.Rest.Clear();
            text = text[(end + 1)..];
        }

        channel.Rest.Append(text);
    }

    private sealed class Channel(bool logged)
    {
        public bool Logged => logged;

        public StringBuilder Text { get; } = new();

        /// <summary>The line that has begun and not ended.</summary>
        public StringBuilder Rest { get; } = new();

        public string Trimmed => Text.ToString() is var text && text.EndsWith('\n') ? text[..^1] : text;
    }
}
