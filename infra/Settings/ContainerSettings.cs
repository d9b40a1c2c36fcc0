using System.Collections.Immutable;

namespace Enginsight.Infra.Settings;

/// <summary>What a service's container has beyond the vendor's compose file.</summary>
/// <param name="Environment">Variables; they stand in the compose file, so none may be secret.</param>
/// <param name="Volumes">Mounts of files or folders of the VM, as HOST:CONTAINER or HOST:CONTAINER:ro.</param>
/// <param name="ExtraHosts">Lines for /etc/hosts, as NAME:ADDRESS.</param>
public sealed record ContainerSettings(
    ImmutableSortedDictionary<string, string> Environment,
    ImmutableArray<string> Volumes,
    ImmutableArray<string> ExtraHosts)
{
    /// <summary>Stands for every service of the vendor's.</summary>
    public const string All = "all";

    internal static readonly ContainerSettings None =
        new(ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal), [], []);

    internal static ImmutableArray<string> Services { get; } =
        [ImageVersions.Ui, ImageVersions.Server, .. ImageVersions.Services];

    /// <summary>Both together; of two variables of the same name the other's counts.</summary>
    internal ContainerSettings With(ContainerSettings other) => new(
        Environment.SetItems(other.Environment),
        Volumes.AddRange(other.Volumes),
        ExtraHosts.AddRange(other.ExtraHosts));

    internal static ImmutableSortedDictionary<string, ContainerSettings> Read(SettingsSection section)
    {
        var all = Of(section.Section(All));
        return Services.ToImmutableSortedDictionary(
            service => service, service => all.With(Of(section.Section(service))), StringComparer.Ordinal);
    }

    private static ContainerSettings Of(SettingsSection section)
    {
        var settings = new ContainerSettings(
            section.TextMap("environment"), section.Texts("volumes"), section.Texts("extraHosts"));
        ContainerRules.Check(section, settings);
        section.RejectUnknown();
        return settings;
    }
}
