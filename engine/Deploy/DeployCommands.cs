using System.CommandLine;
using Engine.Cli;

namespace Engine.Deploy;

/// <summary>The verbs that deploy: preview, up, refresh, destroy.</summary>
internal static class DeployCommands
{
    public static IEnumerable<Command> Create(CliContext cli) => [];
}
