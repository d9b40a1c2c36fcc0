using System.Diagnostics;

namespace Enginsight.Ops.Load;

/// <summary>Runs a plan's clients and WebSockets until it is fulfilled or told to end.</summary>
internal sealed class LoadGenerator(LoadPlan plan)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _sent;

    /// <summary>What the clients see, while the load runs and afterwards.</summary>
    public LoadRecorder Recorder { get; } = new();

    /// <summary>Runs a plan's load for as long as an action takes, and until it is really over.</summary>
    public static async Task<T> WhileAsync<T>(LoadPlan plan, Func<LoadGenerator, Task<T>> action)
    {
        using var stop = new CancellationTokenSource();
        var load = new LoadGenerator(plan);
        var running = load.RunAsync(stop.Token);
        try
        {
            return await action(load);
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }

    /// <param name="end">Ends the load early; requests under way are finished first.</param>
    public async Task RunAsync(CancellationToken end)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(end);
        stop.CancelAfter(plan.MaxTime);
        using var opening = new SemaphoreSlim(plan.OpeningWebSockets);
        var sockets = plan.WebSockets
            .Select(host => new LoadWebSocket(plan, Recorder, host, opening).RunAsync(stop.Token))
            .ToArray();
        await Task.WhenAll(Enumerable.Range(0, plan.Clients).Select(number => RunClientAsync(number, stop.Token)));
        await stop.CancelAsync();
        await Task.WhenAll(sockets);
    }

    /// <summary>A client's own requests are all of one host, so that it has one connection to keep.</summary>
    private async Task RunClientAsync(int number, CancellationToken stop)
    {
        await using var client = new LoadClient(plan, Recorder);
        var hosts = plan.Requests.Select(request => request.Host).Distinct().ToArray();
        var mine = plan.Requests.Where(request => request.Host == hosts[number % hosts.Length]).ToArray();
        for (var i = number; !stop.IsCancellationRequested && Interlocked.Increment(ref _sent) <= plan.MaxRequests; i++)
        {
            await client.SendAsync(mine[i % mine.Length]);
            await PaceAsync(number, i - number + 1, stop);
        }
    }

    private async Task PaceAsync(int number, long done, CancellationToken stop)
    {
        if (plan.Rate is not { } rate)
            return;
        var due = TimeSpan.FromSeconds(((done * plan.Clients) + number) / rate) - Stopwatch.GetElapsedTime(_started);
        if (due > TimeSpan.Zero)
            await Task.Delay(due, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
