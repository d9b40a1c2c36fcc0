using Engine.Protocol;

namespace Engine.Runs;

/// <summary>
/// The program as the engine sees it: something to run against a monitor. Deployment.RunAsync hands one to the command
/// line, which runs it for the verbs that need the program (preview, up) and not for the others.
/// </summary>
/// <param name="RunAsync">
/// Runs the program once to its end, with the given monitor and settings in its asynchronous context. Returns 0, or 1
/// when an error was logged, or 32 when the failure was reported already.
/// </param>
internal sealed record ProgramHost(Func<IMonitor, ProgramSettings, Task<int>> RunAsync);
