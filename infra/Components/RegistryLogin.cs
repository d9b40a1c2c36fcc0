using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Pulumi;

namespace Enginsight.Infra.Components;

/// <param name="Server">Registry host.</param>
/// <param name="Username">Null pulls without a login.</param>
/// <param name="Password">Password of the user; secret.</param>
/// <param name="Needs">Resources without which the registry does not answer.</param>
/// <param name="CaCertificate">PEM certificate that Docker has to trust for it; null for a public CA.</param>
/// <param name="Insecure">Whether Docker has to be told that it talks http.</param>
internal sealed record RegistryLogin(
    string Server, string? Username, Output<string>? Password, ImmutableArray<Resource> Needs,
    string? CaCertificate = null, bool Insecure = false)
{
    /// <summary>The registry of a real site.</summary>
    public static RegistryLogin Of(RegistrySettings registry) =>
        new(registry.Host, registry.Username, registry.Password?.ToOutput(), [], registry.CaCertificate,
            registry.Insecure);
}
