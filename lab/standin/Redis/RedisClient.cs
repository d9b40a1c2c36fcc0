using System.Net.Sockets;
using System.Text;

namespace StandIn.Redis;

/// <summary>One connection to redis, made when first needed and again after it broke; commands take turns.</summary>
internal sealed class RedisClient(Uri uri)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private TcpClient? _connection;
    private StreamReader? _reader;

    /// <summary>Sends a command and returns its reply as text; null for redis' nil.</summary>
    /// <exception cref="IOException">redis is not reached, broke off, was too slow, or answered an error.</exception>
    public async Task<string?> SendAsync(params string[] command)
    {
        await _turn.WaitAsync();
        try
        {
            using var timeout = new CancellationTokenSource(Limit);
            await EnsureConnectedAsync(timeout.Token);
            return await ExchangeAsync(command, timeout.Token);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException or IOException)
        {
            _connection?.Dispose();
            _connection = null;
            var reason = failure is OperationCanceledException ? "no answer in time" : failure.Message;
            throw new IOException($"redis at {uri.Host}:{Port}: {reason}");
        }
        finally
        {
            _turn.Release();
        }
    }

    private int Port => uri.Port > 0 ? uri.Port : 6379;

    private async Task EnsureConnectedAsync(CancellationToken cancel)
    {
        if (_connection is not null)
            return;
        _connection = new TcpClient { NoDelay = true };
        await _connection.ConnectAsync(uri.Host, Port, cancel);
        // One character per byte, so that RESP's byte counts are character counts.
        _reader = new StreamReader(_connection.GetStream(), Encoding.Latin1);
        var login = uri.UserInfo.Split(':', 2).Where(part => part.Length > 0).Select(Uri.UnescapeDataString).ToArray();
        if (login.Length > 0)
            await ExchangeAsync(["AUTH", .. login], cancel);
        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
            await ExchangeAsync(["SELECT", database], cancel);
    }

    private async Task<string?> ExchangeAsync(string[] command, CancellationToken cancel)
    {
        var text = new StringBuilder($"*{command.Length}\r\n");
        foreach (var word in command)
            text.Append($"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        await _connection!.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
        return await ReadReplyAsync(cancel);
    }

    private async Task<string?> ReadReplyAsync(CancellationToken cancel)
    {
        var line = await _reader!.ReadLineAsync(cancel) ?? throw new IOException("connection closed");
        if (line is ['-', ..])
            throw new IOException(line[1..]);
        if (line is not ['$', ..])
            return line[1..];
        var length = int.Parse(line.AsSpan(1));
        if (length < 0)
            return null;
        var bulk = new char[length + 2];
        await _reader.ReadBlockAsync(bulk, cancel);
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bulk, 0, length));
    }
}
