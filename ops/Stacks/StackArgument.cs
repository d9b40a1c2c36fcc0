using System.CommandLine;

namespace Enginsight.Ops.Stacks;

/// <summary>The stack that a tool is about: its first argument.</summary>
internal static class StackArgument
{
    /// <summary>Default: the lab.</summary>
    public static Argument<string> Create() => new("stack")
    {
        Description = "Name of the stack.",
        DefaultValueFactory = _ => "lab",
    };
}
