using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>
/// Names of VMs. They become parts of resources' names, names of files on the VMs, and host names of containers.
/// </summary>
internal static partial class VmNames
{
    private static readonly HashSet<string> OfRoles = ["lb", "services", "db"];

    /// <summary>
    /// Words that YAML takes for something else than text, and the mark of a closed firewall, which lies beside the
    /// files of the VMs that it lets through.
    /// </summary>
    private static readonly HashSet<string> Taken =
        ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "closed"];

    public static bool IsValid(string name) => Form().IsMatch(name) && !Taken.Contains(name);

    /// <summary>Whether it is the default name of another role, which an app server must not have.</summary>
    public static bool IsOfAnotherRole(string name) => OfRoles.Contains(name);

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,30}\z")]
    private static partial Regex Form();
}
