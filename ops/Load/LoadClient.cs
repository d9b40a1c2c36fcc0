using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Enginsight.Ops.Load;

/// <summary>
/// One client that keeps its connection. It repeats a request as browsers and HTTP libraries do: the connection was kept
/// from an earlier request, the server closed it before any byte of the answer, and the request may be sent twice; or, if
/// the plan says so, when it has waited for long. Such repeats are counted apart, and a plan can do without them.
/// </summary>
internal sealed class LoadClient(LoadPlan plan, LoadRecorder recorder) : IAsyncDisposable
{
    private HttpConnection? _connection;
    private string? _host;

    /// <summary>Sends one request and records what became of it.</summary>
    public async Task SendAsync(LoadRequest request)
    {
        using var limit = new CancellationTokenSource(plan.RequestLimit);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var answer = await AnswerAsync(request, limit.Token);
            var time = Stopwatch.GetElapsedTime(started);
            if (answer.Status >= 500)
                recorder.Failed(FailureKind.Status, time, $"{request}: {answer.Status}");
            else
                recorder.Answered(answer.ServedBy, time);
            if (answer.MustClose)
                await CloseAsync();
        }
        catch (RequestLostException e)
        {
            await CloseAsync();
            recorder.Failed(e.Kind, Stopwatch.GetElapsedTime(started), $"{request}: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task<HttpAnswer> AnswerAsync(LoadRequest request, CancellationToken limit)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(limit);
        if (request.IsIdempotent && plan.RepeatsAfter is { } time)
            patience.CancelAfter(time);
        var kept = _connection is not null && _host == request.Host;
        try
        {
            return await SendOnceAsync(request, patience.Token);
        }
        catch (RequestLostException e) when (request.IsIdempotent && plan.Repeats
            && ((e.Kind is FailureKind.Reset && kept)
                || (e.Kind is FailureKind.TimedOut && !limit.IsCancellationRequested)))
        {
            recorder.Repeated();
            await CloseAsync();
            return await SendOnceAsync(request, limit);
        }
    }

    private async Task<HttpAnswer> SendOnceAsync(LoadRequest request, CancellationToken limit)
    {
        if (_connection is null || _host != request.Host)
        {
            await CloseAsync();
            _connection = await OpenAsync(request.Host, limit);
            _host = request.Host;
        }

        return await _connection.SendAsync(request, limit);
    }

    private async Task<HttpConnection> OpenAsync(string host, CancellationToken limit)
    {
        try
        {
            return new HttpConnection(await plan.Door.OpenAsync(host, limit));
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            throw new RequestLostException(FailureKind.Refused, e);
        }
        catch (OperationCanceledException e)
        {
            throw new RequestLostException(FailureKind.TimedOut, e);
        }
    }

    private async Task CloseAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = null;
    }
}
