using System.Collections.Immutable;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Versions;

/// <param name="Key">Path of the setting, such as versions.server-m2.</param>
/// <param name="Name">Service, as it is shown.</param>
/// <param name="Value">Text that the setting gets.</param>
internal sealed record VersionStep(string Key, string Name, string Old, string New, string Value)
{
    public VersionChange Change => VersionOrder.Between(Old, New);
}

/// <summary>What a published list of versions means for a stack.</summary>
internal static class VersionPlan
{
    /// <summary>One step per service, in the order of the services, unchanged ones too.</summary>
    public static ImmutableArray<VersionStep> Of(ImageVersions current, VersionList published)
    {
        var steps = ImmutableArray.CreateBuilder<VersionStep>();
        foreach (var service in ImageVersions.Services.Insert(0, ImageVersions.Server).Insert(0, ImageVersions.Ui))
        {
            if (published.Services.TryGetValue(service, out var tag))
                steps.Add(new VersionStep($"versions.{service}", service, current.Tags[service], tag, tag));
        }

        if (published.CveDatabaseTag is { } cves && VersionList.TagOf(current.CveDatabase) is { } old)
        {
            // A registry of the site's own before the image stays.
            var image = $"{current.CveDatabase[..^old.Length]}{cves}";
            steps.Add(new VersionStep("cveDatabaseImage", "mongodb-cves", old, cves, image));
        }

        return steps.ToImmutable();
    }
}
