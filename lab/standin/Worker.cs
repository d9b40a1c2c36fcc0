using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using StandIn.Mongo;
using StandIn.Redis;

namespace StandIn;

/// <summary>Stands in for one of the nine services: connects as config.json says, ends when that breaks.</summary>
internal static class Worker
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(Identity identity)
    {
        using var stopping = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stopping.Cancel();
        });
        var settings = Settings.Read(identity.ConfigPath);
        var redis = new RedisClient(settings.Cache);
        List<MongoClient> databases = [new(settings.Database)];
        if (identity.Name == "reporter-m4")
            databases.Add(new(settings.Cves));
        await PingAsync(redis, databases);
        var cves = databases.Count > 1 ? " mongodb-cves" : "";
        Log.Write($"connected redis mongodb{cves} jwt={Fingerprint(settings.JwtSecret)}");
        try
        {
            while (true)
            {
                await Task.Delay(Pause, stopping.Token);
                await PingAsync(redis, databases);
            }
        }
        catch (OperationCanceledException)
        {
            Log.Write("stopped");
        }
    }

    private static async Task PingAsync(RedisClient redis, List<MongoClient> databases)
    {
        await redis.SendAsync("PING");
        foreach (var database in databases)
            await database.PingAsync();
    }

    /// <summary>Tells whether two VMs hold the same secret without telling the secret.</summary>
    private static string Fingerprint(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..8];
}
