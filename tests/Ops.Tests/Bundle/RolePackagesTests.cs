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
        var roles = EmbeddedFile.Paths
            .Where(path => !path.StartsWith("remote/", StringComparison.Ordinal)
                && EmbeddedFile.Read(path).Contains("apt_install ", StringComparison.Ordinal))
            .GroupBy(path => path.Split('/')[0], EmbeddedFile.Read).ToArray();

        Assert.Equal(RolePackages.All.Keys, roles.Select(role => role.Key).Order(StringComparer.Ordinal));
        Assert.All(roles, role => Assert.Equal(
            RolePackages.All[role.Key].Select(package => package.TrimEnd('?')).Order(StringComparer.Ordinal),
            role.SelectMany(text => Packages().Matches(text))
                .SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(word => !word.StartsWith('"') && word != OfDocker)
                .Distinct().Order(StringComparer.Ordinal)));
    }

    [GeneratedRegex(@"(?:packages\+?=\(|apt_install )([^)\n;]*)")]
    private static partial Regex Packages();
}
