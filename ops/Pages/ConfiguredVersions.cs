using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Versions;

namespace Enginsight.Ops.Pages;

/// <summary>Versions that the stack file says, in the order of the vendor's compose file.</summary>
internal sealed record ConfiguredVersions(ImmutableArray<(string Service, string Version)> All)
{
    public static ConfiguredVersions Of(ImageVersions versions) => new(
    [
        .. ImageVersions.Services.Prepend(ImageVersions.Server).Prepend(ImageVersions.Ui)
            .Select(service => (service, versions.Tags[service])),
        ("mongodb-cves", VersionList.TagOf(versions.CveDatabase) ?? versions.CveDatabase),
    ]);
}
