namespace StandIn.Server;

/// <summary>Stands in for ui-m1: a page, and the environment.js that tells the browser where the API is.</summary>
internal static class UserInterface
{
    private const string EnvironmentFile = "/opt/enginsight/ui-m1/config/environment.js";
    private const int Port = 80;
    private const long MaxBodyBytes = 1 << 20;

    public static Task RunAsync(Identity identity) =>
        WebProgram.RunAsync(identity, Port, MaxBodyBytes, (context, _) => HandleAsync(context, identity));

    private static async Task HandleAsync(HttpContext context, Identity identity)
    {
        if (await ReadEnvironmentAsync() is not { } environment)
        {
            await Answer.TextAsync(context, 503, $"{EnvironmentFile} is missing, or does not set apiDomain");
            return;
        }
        await (context.Request.Path.Value switch
        {
            "/" => Answer.SendAsync(context, 200, "text/html; charset=utf-8", Page(identity)),
            "/config/environment.js" => Answer.SendAsync(context, 200, "text/javascript; charset=utf-8", environment),
            _ => Answer.TextAsync(context, 404, "not found"),
        });
    }

    /// <summary>Read for every request: a lab wants to see what is mounted now. Null if it is not usable.</summary>
    private static async Task<string?> ReadEnvironmentAsync()
    {
        if (!File.Exists(EnvironmentFile))
            return null;
        var text = await File.ReadAllTextAsync(EnvironmentFile);
        return text.Contains("apiDomain") && !text.Contains("%%") ? text : null;
    }

    private static string Page(Identity identity) =>
        $"""
        <!doctype html>
        <title>Enginsight lab</title>
        <script src="/config/environment.js"></script>
        <h1>Stand-in for ui-m1 {identity.Version}</h1>
        <p>Served by {identity.Host}.</p>

        """;
}
