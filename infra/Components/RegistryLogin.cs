using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Pulumi;

namespace Enginsight.Infra.Components;

/// <param name="Server">Registry host.</param>
/// <param name="Username">Null pulls without a login.</param>
/// <param name="Password">Password of the user; secret.</param>
/// <param name="Needs">Resources without which the registry does not answer.</param>
internal sealed record RegistryLogin(
    string Server, string? Username, Output<string>? Password, ImmutableArray<Resource> Needs)
{
    /// <summary>The registry of a real site.</summary>
    public static RegistryLogin Of(RegistrySettings registry) =>
        new(registry.Server, registry.Username, registry.Password?.ToOutput(), []);
}
