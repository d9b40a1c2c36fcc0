using Pulumi;

namespace Enginsight.Infra.Settings;

/// <summary>
/// A secret from the stack configuration. Its text form is the redaction; the value leaves it as a secret output.
/// </summary>
public sealed class SecretText(string value) : IEquatable<SecretText>
{
    /// <summary>The clear text, for validation and for files that go to a VM by standard input.</summary>
    public string Reveal() => value;

    /// <summary>The clear text as a Pulumi secret.</summary>
    public Output<string> ToOutput() => Output.CreateSecret(value);

    public bool Equals(SecretText? other) => other is not null && other.Reveal() == value;

    public override bool Equals(object? obj) => Equals(obj as SecretText);

    public override int GetHashCode() => value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "[secret]";
}
