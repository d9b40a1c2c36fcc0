using Pulumi;

namespace Engine.Tests.Surface;

/// <summary>What a program may use here, it may use with Pulumi's own packages.</summary>
public class PublicSurfaceTests
{
    /// <summary>Lines of the shortest listing; a file that was cut off has fewer.</summary>
    private const int FewestLines = 283;

    private static readonly string[] Packages =
        ["Pulumi", "Pulumi.Command", "Pulumi.Docker", "Pulumi.Random", "Pulumi.Tls"];

    [Fact]
    public void EveryMember_InPulumisNamespaces_IsOneOfTheRealPackages()
    {
        var real = Packages.SelectMany(Listing).ToHashSet(StringComparer.Ordinal);
        // The one class of theirs that starts programs stands in the topmost project.
        Type[] each = [typeof(Output), typeof(Deployment)];
        var ours = each.SelectMany(type => PublicSurface.Of(type.Assembly)).ToArray();

        string[] surplus = [.. ours.Where(line => !real.Contains(line))];
        Assert.True(surplus.Length == 0, $"not in the real packages:\n{string.Join('\n', surplus)}");
        Assert.Contains("method static Pulumi.Output<System.String> Pulumi.Output.Format(System.FormattableString "
            + "formattableString)", ours);
        Assert.Contains(
            "method static System.Threading.Tasks.Task<System.Int32> Pulumi.Deployment.RunAsync<TStack>()", ours);
    }

    private static string[] Listing(string package)
    {
        var file = ProjectFolder.At("tests", "Engine.Tests", "Surface", $"{package}.txt");
        Assert.True(File.Exists(file), $"{file} is missing: the surface of the package {package}, one member a line");
        var lines = File.ReadAllLines(file);
        Assert.True(lines.Length >= FewestLines, $"{file} has {lines.Length} lines: it is cut off");
        return lines;
    }
}
