using System.Text.RegularExpressions;
using Enginsight.Infra.Files;
using Enginsight.Ops.Bundle;

namespace Enginsight.Ops.Tests.Bundle;

/// <summary>A bundle has every package that a step may want to install.</summary>
public partial class RolePackagesTests
{
    /// <summary>Docker's own packages are installed by nobody but who has their sources.</summary>
    private const string OfDocker = "docker-compose-plugin";

    [Fact]
    public void All_AreWhatTheStepsInstall()
    {
        var steps = EmbeddedFile.Paths.Where(path => path.EndsWith("/packages.sh", StringComparison.Ordinal)).ToArray();

        Assert.Equal(RolePackages.All.Keys, steps.Select(step => step.Split('/')[0]).Order(StringComparer.Ordinal));
        Assert.All(steps, step => Assert.Equal(
            RolePackages.All[step.Split('/')[0]].Select(package => package.TrimEnd('?')).Order(StringComparer.Ordinal),
            Packages().Matches(EmbeddedFile.Read(step))
                .SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(word => !word.StartsWith('"') && word != OfDocker)
                .Distinct().Order(StringComparer.Ordinal)));
    }

    [GeneratedRegex(@"(?:packages\+?=\(|apt_install )([^)\n;]*)")]
    private static partial Regex Packages();
}
