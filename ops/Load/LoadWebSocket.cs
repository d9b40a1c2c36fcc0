using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Enginsight.Ops.Load;

/// <summary>One WebSocket that is opened again whenever the server closes it, and records how it was closed.</summary>
/// <param name="plan">What it belongs to.</param>
/// <param name="recorder">What it tells.</param>
/// <param name="host">Whose it is.</param>
/// <param name="opening">How many may be opening at a time.</param>
internal sealed class LoadWebSocket(LoadPlan plan, LoadRecorder recorder, string host, SemaphoreSlim opening)
{
    private static readonly TimeSpan PauseBeforeReopening = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await RunOnceAsync(end);
            await Task.Delay(PauseBeforeReopening, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunOnceAsync(CancellationToken end)
    {
        using var handler = Handler();
        using var invoker = new HttpMessageInvoker(handler);
        using var socket = new ClientWebSocket();
        try
        {
            await OpenAsync(socket, invoker, end);
            recorder.WebSocketOpened();
            try
            {
                await TalkAsync(socket, end);
            }
            finally
            {
                recorder.WebSocketGone();
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The load ended while the WebSocket was being opened.
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            recorder.WebSocketEnded(clean: false, $"WebSocket of {host}: {(e.InnerException ?? e).Message}");
        }
    }

    private async Task OpenAsync(ClientWebSocket socket, HttpMessageInvoker invoker, CancellationToken end)
    {
        await opening.WaitAsync(end);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
            limit.CancelAfter(plan.RequestLimit);
            await socket.ConnectAsync(new Uri($"{(plan.Door.Tls ? "wss" : "ws")}://{host}/"), invoker, limit.Token);
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Sends a message now and then until one side closes.</summary>
    private async Task TalkAsync(ClientWebSocket socket, CancellationToken end)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(end);
        var sending = SendAsync(socket, stop.Token);
        try
        {
            await ReceiveUntilClosedAsync(socket);
        }
        finally
        {
            await stop.CancelAsync();
            await sending;
        }

        if (end.IsCancellationRequested)
            return;
        var status = socket.CloseStatus;
        recorder.WebSocketEnded(
            status is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable,
            $"WebSocket of {host}: closed with {(int?)status}");
        await CloseOutputAsync(socket);
    }

    private static async Task CloseOutputAsync(ClientWebSocket socket)
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The server has said goodbye, and does not have to wait for the answer.
        }
    }

    /// <summary>Ends with the server's close frame, which also answers our own when the load ends.</summary>
    private static async Task ReceiveUntilClosedAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType
            is not WebSocketMessageType.Close)
        {
        }
    }

    private async Task SendAsync(ClientWebSocket socket, CancellationToken stop)
    {
        var message = Encoding.UTF8.GetBytes("are you there?");
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None);
                await Task.Delay(plan.WebSocketInterval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (socket.State is WebSocketState.Open)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Receiving finds the same, and tells.
        }
    }

    private SocketsHttpHandler Handler() => new()
    {
        ConnectCallback = async (_, cancellation) => await plan.Door.ConnectAsync(cancellation),
        SslOptions = plan.Door.TlsOptions(host),
    };
}
