using System.Text;

namespace StandIn.Server;

internal static class Answer
{
    public static Task TextAsync(HttpContext context, int status, string text) =>
        SendAsync(context, status, "text/plain; charset=utf-8", text + "\n");

    public static Task JsonAsync(HttpContext context, int status, string json) =>
        SendAsync(context, status, "application/json", json);

    public static async Task SendAsync(HttpContext context, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes);
    }
}
