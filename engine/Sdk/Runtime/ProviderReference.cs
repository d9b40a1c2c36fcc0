using Pulumi;

namespace Engine.Sdk;

/// <summary>How an explicit provider is named to the engine: <c>URN::ID</c>.</summary>
internal static class ProviderReference
{
    /// <summary>Pulumi's stand-in for an id that a preview does not know yet.</summary>
    public const string UnknownId = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public static async Task<string> OfAsync(ProviderResource provider)
    {
        var urn = await provider.Urn.Data.ConfigureAwait(false);
        var id = await provider.Id.Data.ConfigureAwait(false);
        return $"{urn.Value}::{(id.IsKnown ? id.Value : UnknownId)}";
    }
}
