using System.Collections.Immutable;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Adopt;

/// <summary>A setting that is taken over.</summary>
/// <param name="Path">Path in the stack configuration, such as mail.host.</param>
internal sealed record AdoptedValue(string Path, string Value, bool IsSecret)
{
    public string Shown => IsSecret ? "[secret]" : Value;
}

/// <summary>What an existing installation means for the stack configuration.</summary>
/// <param name="Notes">What is not taken over, and why; no secrets.</param>
internal sealed record AdoptionPlan(ImmutableArray<AdoptedValue> Values, ImmutableArray<string> Notes)
{
    /// <exception cref="OpsException">The installation has no JWT secret, or one that cannot be used.</exception>
    public static AdoptionPlan Of(Installation installation, StackSettings settings)
    {
        var builder = new AdoptionBuilder(installation, settings);
        builder.AddJwtSecret();
        builder.AddDomains();
        builder.AddMongoDb();
        builder.AddRedis();
        builder.AddMail();
        builder.AddTwoFactor();
        builder.AddVersions();
        builder.AddServiceConfiguration();
        return new AdoptionPlan([.. builder.Values], [.. builder.Notes]);
    }
}
