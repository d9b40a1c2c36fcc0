namespace Enginsight.Ops.Stacks;

/// <summary>The configuration of a stack, as a file.</summary>
internal static class StackFile
{
    private const string Lab = "lab";
    private const string LabSubnet = "10.213.7.";

    /// <summary>Where it stands, whether it is there or not.</summary>
    public static string PathOf(string stack) => Path.Combine(PulumiCli.Root, "stacks", $"Pulumi.{stack}.yaml");

    /// <summary>
    /// Writes the file of another lab: the lab that users get, in a subnet of its own, so that both can stand on one
    /// machine.
    /// </summary>
    /// <param name="subnet">The first three numbers with a dot behind, such as "10.213.6.".</param>
    public static void WriteLab(string stack, string subnet) => File.WriteAllText(
        PathOf(stack), File.ReadAllText(PathOf(Lab)).Replace(LabSubnet, subnet, StringComparison.Ordinal));
}
