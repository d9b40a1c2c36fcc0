using StandIn.Mongo;
using StandIn.Redis;

namespace StandIn.Server;

/// <summary>Keeps looking whether redis and MongoDB answer, and logs each change.</summary>
internal sealed class Backends(Settings settings)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly RedisClient _redis = new(settings.Cache);
    private readonly MongoClient _mongoDb = new(settings.Database);

    public bool Redis { get; private set; }

    public bool MongoDb { get; private set; }

    public Task WatchAsync() => Task.WhenAll(
        WatchAsync("redis", () => _redis.SendAsync("PING"), connected => Redis = connected),
        WatchAsync("mongodb", _mongoDb.PingAsync, connected => MongoDb = connected));

    private static async Task WatchAsync(string name, Func<Task> ping, Action<bool> set)
    {
        string? last = null;
        while (true)
        {
            var state = await TryAsync(ping);
            set(state == "connected");
            if (state != last)
                Log.Write($"{name}: {state}");
            last = state;
            await Task.Delay(Pause);
        }
    }

    private static async Task<string> TryAsync(Func<Task> ping)
    {
        try
        {
            await ping();
            return "connected";
        }
        catch (IOException failure)
        {
            return failure.Message;
        }
    }
}
