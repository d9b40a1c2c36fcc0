using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Random;

namespace Enginsight.Infra.Components;

/// <summary>The secret of a site that already runs, if it has one.</summary>
public sealed class JwtSecretArgs : ResourceArgs
{
    /// <summary>Null generates a secret.</summary>
    public required SecretText? Existing { get; init; }
}

/// <summary>
/// The secret that signs the users' tokens: generated once, 32 characters that neither JSON nor sed changes, and the
/// same on all VMs that read it.
/// <code>
/// JwtSecret
/// └─ RandomPassword   where none is given
/// </code>
/// </summary>
public sealed class JwtSecret : ComponentResource
{
    public JwtSecret(string name, JwtSecretArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:JwtSecret", name, options)
    {
        Value = args.Existing?.ToOutput() ?? Generate(name);
        RegisterOutputs();
    }

    [Output("value")]
    public Output<string> Value { get; private set; }

    private Output<string> Generate(string name) => new RandomPassword(
        $"{name}-value",
        new RandomPasswordArgs { Length = 32, Special = true, OverrideSpecial = "_-" },
        new CustomResourceOptions { Parent = this }).Result;
}
