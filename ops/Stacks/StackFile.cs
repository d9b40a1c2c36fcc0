using System.Text.RegularExpressions;
using Floor.Files;

namespace Enginsight.Ops.Stacks;

/// <summary>The configuration of a stack, as a file.</summary>
internal static partial class StackFile
{
    /// <summary>Where it stands, whether it is there or not.</summary>
    public static string PathOf(string stack) => Path.Combine(PulumiCli.Root, "stacks", $"Pulumi.{stack}.yaml");

    /// <exception cref="OpsException">It is not there.</exception>
    public static OperatorFile Read(string stack) => File.Exists(PathOf(stack))
        ? OperatorFile.Read(PathOf(stack))
        : throw new OpsException($"stacks/Pulumi.{stack}.yaml is missing");

    /// <summary>
    /// Writes the file of another lab: one that users get, in a subnet of its own, so that both can stand on one
    /// machine.
    /// </summary>
    /// <param name="stack">The other lab's stack.</param>
    /// <param name="subnet">The first three numbers with a dot behind, such as "10.213.6.".</param>
    /// <param name="like">The lab that it is like: lab or lab-ha.</param>
    public static void WriteLab(string stack, string subnet, string like = "lab")
    {
        var file = File.ReadAllText(PathOf(like));
        var network = NetworkSetting().Match(file).Groups[1].Value;
        File.WriteAllText(PathOf(stack), file.Replace(network, subnet, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"network: ((?:\d+\.){3})")]
    private static partial Regex NetworkSetting();
}
