using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Pulumi;

namespace Enginsight.Infra.Components;

/// <summary>What the containers of all Docker VMs share.</summary>
internal sealed record EnterpriseSettings
{
    public required string AppUrl { get; init; }

    public required string ApiUrl { get; init; }

    public required ImageVersions Versions { get; init; }

    public required MailSettings Mail { get; init; }

    public required bool TwoFactor { get; init; }

    public required Overlay ServiceConfiguration { get; init; }

    public required Overlay UiConfiguration { get; init; }

    public required ComposeFile ComposeFile { get; init; }

    public required UpdateSettings Updates { get; init; }

    public required Output<string> JwtSecret { get; init; }

    /// <summary>Where redis and MongoDB are.</summary>
    public required SiteDatabase Database { get; init; }

    /// <summary>Where a move to another data base is wanted to; null refuses any.</summary>
    public required string? MoveTo { get; init; }

    public required RegistryLogin Registry { get; init; }

    /// <summary>Where packages and images come from instead; null where the stack has no bundle.</summary>
    public required SiteBundle? Bundle { get; init; }

    /// <summary>Addresses that a Docker VM has to go on reaching once Docker is there, as words.</summary>
    public required string Neighbours { get; init; }

    /// <param name="settings">The stack's settings.</param>
    /// <param name="jwtSecret">What signs the users' tokens.</param>
    /// <param name="database">Where redis and MongoDB are.</param>
    /// <param name="hosts">Where images come from.</param>
    public static EnterpriseSettings Of(
        StackSettings settings, JwtSecret jwtSecret, SiteDatabase database, SiteHosts hosts) => new()
        {
            AppUrl = settings.AppUrl,
            ApiUrl = settings.ApiUrl,
            Versions = settings.Versions,
            Mail = settings.Mail,
            TwoFactor = settings.TwoFactor,
            ServiceConfiguration = settings.ServiceConfiguration,
            UiConfiguration = settings.UiConfiguration,
            ComposeFile = new ComposeFile(settings),
            Updates = settings.Updates,
            JwtSecret = jwtSecret.Value,
            Database = database,
            MoveTo = settings.Database.MoveTo,
            Registry = hosts.Registry,
            Bundle = hosts.Bundle,
            Neighbours = string.Join(
                ' ', settings.LoadBalancers.Concat(settings.Database.Vms).Select(vm => vm.Address)),
        };
}
