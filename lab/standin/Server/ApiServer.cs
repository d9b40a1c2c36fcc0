using System.Globalization;
using StandIn.Redis;

namespace StandIn.Server;

/// <summary>Stands in for server-m2: health, tokens, sessions, WebSockets; slow and echo are for load tests.</summary>
internal sealed class ApiServer(Identity identity, Settings settings)
{
    private const int MaxSlowMilliseconds = 60_000;
    private readonly Backends _backends = new(settings);
    private readonly Tokens _tokens = new(settings.JwtSecret, identity.Host);
    private readonly RedisClient _sessions = new(settings.Cache);

    /// <exception cref="FatalException">The config.json is not usable.</exception>
    public static async Task RunAsync(Identity identity)
    {
        var settings = Settings.Read(identity.ConfigPath);
        var server = new ApiServer(identity, settings);
        _ = server._backends.WatchAsync();
        await WebProgram.RunAsync(identity, settings.Port, settings.MaxBodyBytes, server.HandleAsync);
    }

    private Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        if (context.WebSockets.IsWebSocketRequest)
            return WebSocketEcho.RunAsync(context, identity.Host, stopping);
        var path = context.Request.Path.Value ?? "";
        return (context.Request.Method, path) switch
        {
            ("GET" or "HEAD", "/" or "/health") => HealthAsync(context),
            ("POST", "/tokens") => Answer.JsonAsync(context, 200, $$"""{"token":"{{_tokens.Sign("lab")}}"}"""),
            ("GET", "/tokens/verify") => VerifyAsync(context),
            ("GET", "/slow") => SlowAsync(context),
            ("POST", "/echo") => EchoAsync(context),
            ("PUT", _) when SessionId(path) is { } id => PutSessionAsync(context, id),
            ("GET", _) when SessionId(path) is { } id => GetSessionAsync(context, id),
            _ => Answer.TextAsync(context, 404, "not found"),
        };
    }

    private Task HealthAsync(HttpContext context)
    {
        var (redis, mongodb) = (_backends.Redis, _backends.MongoDb);
        return Answer.JsonAsync(context, redis && mongodb ? 200 : 503,
            $$"""{"service":"{{identity.Name}}","version":"{{identity.Version}}","host":"{{identity.Host}}","""
            + $"\"redis\":{Json(redis)},\"mongodb\":{Json(mongodb)}}}\n");
    }

    private Task VerifyAsync(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString();
        return token.StartsWith("Bearer ", StringComparison.Ordinal)
            && _tokens.Verify(token["Bearer ".Length..]) is { } claims
            ? Answer.JsonAsync(context, 200, claims)
            : Answer.TextAsync(context, 401, "the token is not valid");
    }

    private static async Task SlowAsync(HttpContext context)
    {
        if (!int.TryParse(context.Request.Query["ms"], CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds is < 0 or > MaxSlowMilliseconds)
        {
            await Answer.TextAsync(context, 400, $"ms should be 0 to {MaxSlowMilliseconds}");
            return;
        }
        await Task.Delay(milliseconds);
        await Answer.TextAsync(context, 200, $"waited {milliseconds} ms");
    }

    private static async Task EchoAsync(HttpContext context)
    {
        var buffer = new byte[64 << 10];
        long total = 0;
        while (await context.Request.Body.ReadAsync(buffer) is > 0 and var count)
            total += count;
        await Answer.TextAsync(context, 200, $"{total}");
    }

    private async Task PutSessionAsync(HttpContext context, string id)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        await WithRedisAsync(context, async () =>
        {
            await _sessions.SendAsync("SET", $"session:{id}", body, "EX", "3600");
            await Answer.TextAsync(context, 200, "stored");
        });
    }

    private Task GetSessionAsync(HttpContext context, string id) => WithRedisAsync(context, async () =>
    {
        var value = await _sessions.SendAsync("GET", $"session:{id}");
        await Answer.SendAsync(context, value is null ? 404 : 200, "text/plain; charset=utf-8", value ?? "not found\n");
    });

    private static async Task WithRedisAsync(HttpContext context, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (IOException failure)
        {
            await Answer.TextAsync(context, 503, failure.Message);
        }
    }

    private static string? SessionId(string path) =>
        path.StartsWith("/sessions/", StringComparison.Ordinal) && path.Length > "/sessions/".Length
            ? path["/sessions/".Length..]
            : null;

    private static string Json(bool connected) => connected ? "\"connected\"" : "\"missing\"";
}
