using System.ComponentModel;
using System.Net.Sockets;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Ssh;
using Floor;

namespace Enginsight.Ops;

/// <summary>What an operator sees of an error: one line that says what to do, never a stack trace.</summary>
internal static class Failure
{
    /// <summary>Tells it on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(object error)
    {
        var cause = Cause(error);
        Console.Error.WriteLine($"error: {Describe(cause)}");
        return cause is OperationCanceledException ? ExitCode.Interrupted : ExitCode.CannotRun;
    }

    /// <summary>The line, without the word error.</summary>
    public static string Describe(object error) => Cause(error) switch
    {
        OpsException or SettingsException or VmUnreachableException or UserFileException =>
            ((Exception)error).Message,
        OperationCanceledException => "interrupted",
        // What the machine refuses; its words name the file or the program.
        Exception e when e is IOException or UnauthorizedAccessException or Win32Exception or SocketException
            or HttpRequestException => e.Message.ReplaceLineEndings(" "),
        // Its message might quote a secret, so what it says stays out.
        Exception e => $"this tool has met something that it does not know ({e.GetType().Name}{Place(e)}); "
            + "nothing in this line is secret: send it to whoever maintains the tools",
        _ => "this tool has met something that it does not know",
    };

    private static object Cause(object error) =>
        error is AggregateException or System.Reflection.TargetInvocationException or TypeInitializationException
            && ((Exception)error).InnerException is { } inner
            ? Cause(inner)
            : error;

    private static string Place(Exception e)
    {
        var frames = new System.Diagnostics.StackTrace(e).GetFrames().Select(frame => frame.GetMethod());
        return frames.FirstOrDefault(method =>
                method?.DeclaringType?.Namespace?.StartsWith("Enginsight", StringComparison.Ordinal) == true) is { } own
            ? $" in {own.DeclaringType!.FullName}.{own.Name}"
            : "";
    }
}
