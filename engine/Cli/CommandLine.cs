using Engine.Protocol;

namespace Engine.Cli;

internal static class CommandLine
{
    public static Task<int> RunAsync(ProgramHost host, string[] args)
    {
        Console.Error.WriteLine("error: the command line is not there yet");
        return Task.FromResult(255);
    }
}
