using System.CommandLine;

namespace Enginsight.Ops.Display;

/// <summary>--yes, which answers what <see cref="Screen.Confirm"/> would ask.</summary>
internal static class YesOption
{
    public static Option<bool> Create() => new("--yes", "-y") { Description = "Do not ask." };
}
