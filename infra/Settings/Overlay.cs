using System.Collections.Immutable;
using System.Text.Json;

namespace Enginsight.Infra.Settings;

/// <summary>A map that is laid over a file of the vendor's.</summary>
/// <param name="Values">The map, with a placeholder such as %%SERVICE_SMS_SECRET%% in the place of each secret.</param>
/// <param name="Secrets">Values by the names of their placeholders.</param>
public sealed record Overlay(JsonElement Values, ImmutableSortedDictionary<string, SecretText> Secrets)
{
    public static readonly Overlay Empty = new(
        JsonSerializer.SerializeToElement(new Dictionary<string, string>()),
        ImmutableSortedDictionary<string, SecretText>.Empty.WithComparers(StringComparer.Ordinal));

    /// <param name="isEncrypted">Whether any text of the map may be a secret, because one of them is.</param>
    internal static Overlay Read(
        SettingsSection root, string key, VendorFile file, bool isEncrypted, SettingsProblems problems)
    {
        if (!root.Has(key))
            return Empty;
        if (root.Value(key) is { ValueKind: JsonValueKind.Object } map)
            return new OverlayReader(file, isEncrypted, problems).Read(key, map);
        root.Note(key, $"should be a map of settings of {file.Name}, was {SettingsSection.Kind(root.Value(key))}");
        return Empty;
    }
}
