using System.Globalization;
using System.Text;

namespace Enginsight.Ops.Load;

/// <param name="Status">Status of the answer.</param>
/// <param name="ServedBy">X-Served-By, which the lab's servers tell; null elsewhere.</param>
/// <param name="MustClose">Whether the server takes no further request on this connection.</param>
internal readonly record struct HttpAnswer(int Status, string? ServedBy, bool MustClose);

/// <summary>
/// One HTTP/1.1 connection without any help: what happens to a request is seen as it happens, where an HTTP library
/// would repeat it in silence.
/// </summary>
internal sealed class HttpConnection(Stream stream) : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[16 << 10];
    private int _start;
    private int _end;

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <exception cref="RequestLostException">There was no whole answer.</exception>
    public async Task<HttpAnswer> SendAsync(LoadRequest request, CancellationToken limit)
    {
        var begun = false;
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Text(request)), limit);
            await FillAsync(limit);
            begun = true;
            return await ReadAnswerAsync(request.Method, limit);
        }
        catch (IOException e)
        {
            throw new RequestLostException(begun ? FailureKind.Cut : FailureKind.Reset, e);
        }
        catch (OperationCanceledException e)
        {
            throw new RequestLostException(FailureKind.TimedOut, e);
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static string Text(LoadRequest request)
    {
        var length = request.Body.Length > 0 || request.Method is "POST" or "PUT"
            ? $"Content-Length: {request.Body.Length}\r\n"
            : "";
        return $"{request.Method} {request.Path} HTTP/1.1\r\nHost: {request.Host}\r\n{length}\r\n{request.Body}";
    }

    private async Task<HttpAnswer> ReadAnswerAsync(string method, CancellationToken limit)
    {
        var statusLine = await ReadLineAsync(limit);
        var status = int.Parse(statusLine.AsSpan(9, 3), CultureInfo.InvariantCulture);
        string? servedBy = null;
        long? length = null;
        var (chunked, mustClose) = (false, statusLine.StartsWith("HTTP/1.0", StringComparison.Ordinal));
        while (await ReadLineAsync(limit) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = line[(colon + 1)..].Trim();
            switch (line[..colon].ToUpperInvariant())
            {
                case "CONTENT-LENGTH": length = long.Parse(value, CultureInfo.InvariantCulture); break;
                case "TRANSFER-ENCODING": chunked = true; break;
                case "CONNECTION": mustClose |= value.Equals("close", StringComparison.OrdinalIgnoreCase); break;
                case "X-SERVED-BY": servedBy = value; break;
            }
        }

        if (chunked)
            await SkipChunksAsync(limit);
        else if (method != "HEAD" && status is not (204 or 304))
            await SkipAsync(length ?? throw new IOException("an answer without a length"), limit);
        return new HttpAnswer(status, servedBy, mustClose);
    }

    private async Task SkipChunksAsync(CancellationToken limit)
    {
        long size;
        do
        {
            var line = await ReadLineAsync(limit);
            size = long.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await SkipAsync(size, limit);
            await ReadLineAsync(limit);
        }
        while (size > 0);
    }

    private async Task SkipAsync(long count, CancellationToken limit)
    {
        while (count > 0)
        {
            if (_start == _end)
                await FillAsync(limit);
            var part = (int)Math.Min(count, _end - _start);
            _start += part;
            count -= part;
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken limit)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end)
                await FillAsync(limit);
            var c = (char)_buffer[_start++];
            if (c == '\n')
                return line.ToString();
            if (c != '\r')
                line.Append(c);
        }
    }

    /// <summary>Waits for the next bytes; the end of the stream counts as a broken connection.</summary>
    private async Task FillAsync(CancellationToken limit)
    {
        if (_start < _end)
            return;
        _end = await stream.ReadAsync(_buffer, limit);
        _start = 0;
        if (_end == 0)
            throw new IOException("the server closed the connection");
    }
}
