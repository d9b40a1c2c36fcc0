namespace StandIn.Server;

/// <summary>What ui-m1 and server-m2 share: HTTP on one port, who answered in the headers, an orderly end.</summary>
internal static class WebProgram
{
    /// <summary>After SIGTERM: no new connections; requests under way have this long to finish.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    /// <summary>Serves until SIGTERM.</summary>
    public static async Task RunAsync(
        Identity identity, int port, long maxBodyBytes, Func<HttpContext, CancellationToken, Task> handle)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = maxBodyBytes;
            kestrel.ListenAnyIP(port);
        });
        await using var app = builder.Build();
        var started = TimeProvider.System.GetTimestamp();
        app.UseWebSockets();
        app.Run(context =>
        {
            context.Response.Headers["X-Served-By"] = identity.Host;
            context.Response.Headers["X-Version"] = identity.Version;
            if (identity.Broken || TimeProvider.System.GetElapsedTime(started) < identity.StartUpTime)
                return Answer.TextAsync(context, 503, $"{identity.Name} {identity.Version} is starting");
            return handle(context, app.Lifetime.ApplicationStopping);
        });
        app.Lifetime.ApplicationStopping.Register(() => Log.Write("stopping: no new connections"));
        await app.StartAsync();
        Log.Write($"listening on {port}");
        await app.WaitForShutdownAsync();
        Log.Write("stopped");
    }
}
