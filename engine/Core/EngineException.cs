namespace Engine;

/// <summary>A failure to tell the user in one line: the command ends with this message and exit code.</summary>
internal class EngineException(string message, int exitCode = ExitCode.Failure, Exception? inner = null)
    : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>Exit codes of the commands; Pulumi's.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Configuration = 2;
    public const int StackNotFound = 6;
    public const int ChangesNotExpected = 7;
    public const int Cancelled = 8;
    public const int Internal = 255;
}
