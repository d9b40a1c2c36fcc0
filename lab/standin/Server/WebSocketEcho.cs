using System.Net.WebSockets;
using System.Text;

namespace StandIn.Server;

/// <summary>Answers each message with the host's name and the message, so a client sees which server it has.</summary>
internal static class WebSocketEcho
{
    private const int MaxMessageBytes = 64 << 10;

    /// <summary>Runs until the client closes; when the program stops, tells the client so (1001, going away).</summary>
    public static async Task RunAsync(HttpContext context, string host, CancellationToken stopping)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var turn = new SemaphoreSlim(1, 1);
        using var farewell = stopping.Register(
            () => _ = CloseAsync(socket, turn, WebSocketCloseStatus.EndpointUnavailable));
        var buffer = new byte[MaxMessageBytes];
        try
        {
            while (await ReceiveAsync(socket, buffer) is { } message)
                await SendAsync(socket, turn, $"{host}: {message}");
            await CloseAsync(socket, turn, WebSocketCloseStatus.NormalClosure);
        }
        catch (WebSocketException)
        {
            // The client went away without a farewell; there is nobody left to answer.
        }
    }

    /// <summary>The next text; null when the client closes.</summary>
    private static async Task<string?> ReceiveAsync(WebSocket socket, byte[] buffer)
    {
        var length = 0;
        while (length < buffer.Length)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            length += part.Count;
            if (part.EndOfMessage)
                break;
        }
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static async Task SendAsync(WebSocket socket, SemaphoreSlim turn, string text)
    {
        await turn.WaitAsync();
        try
        {
            if (socket.State is WebSocketState.Open)
                await socket.SendAsync(
                    Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task CloseAsync(WebSocket socket, SemaphoreSlim turn, WebSocketCloseStatus status)
    {
        await turn.WaitAsync();
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, "stopping", CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Already gone.
        }
        finally
        {
            turn.Release();
        }
    }
}
