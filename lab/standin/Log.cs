namespace StandIn;

internal static class Log
{
    public static void Write(string message) => Console.Out.WriteLine($"{DateTime.UtcNow:HH:mm:ss.fff} {message}");
}
