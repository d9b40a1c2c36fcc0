using Engine.Properties;
using Pulumi;

namespace Engine.Sdk;

/// <summary>How an explicit provider is named to the engine: <c>URN::ID</c>.</summary>
internal static class ProviderReference
{
    public static async Task<string> OfAsync(ProviderResource provider)
    {
        var urn = await provider.Urn.Data.ConfigureAwait(false);
        var id = await provider.Id.Data.ConfigureAwait(false);
        return $"{urn.Value}::{(id.IsKnown ? id.Value : Sentinels.Unknown)}";
    }
}
