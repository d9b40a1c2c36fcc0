namespace Enginsight.Lab.Tests.Lab;

/// <summary>
/// The configuration of the tests' own lab: the lab that users get, in a subnet of its own, so that both can stand on
/// one machine.
/// </summary>
internal static class StackFile
{
    private const string UsersSubnet = "10.213.7.";

    public static string PathOf(string root, string stack) => Path.Combine(root, "stacks", $"Pulumi.{stack}.yaml");

    /// <summary>Writes the file of another lab.</summary>
    /// <param name="subnet">The first three numbers with a dot behind, such as "10.213.6.".</param>
    public static void Write(string root, string stack, string subnet) => File.WriteAllText(
        PathOf(root, stack),
        File.ReadAllText(PathOf(root, "lab")).Replace(UsersSubnet, subnet, StringComparison.Ordinal));
}
