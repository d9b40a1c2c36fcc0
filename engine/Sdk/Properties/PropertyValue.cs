using System.Text;

namespace Engine.Properties;

/// <summary>
/// A value as the engine, the state and the providers see it: JSON's kinds plus Pulumi's own (secret, computed,
/// resource reference). Immutable; compared by value.
/// </summary>
internal abstract record PropertyValue
{
    public static readonly PropertyValue Null = new NullValue();

    /// <summary>A value that is not known before the deployment has run (Pulumi's "computed" or "unknown").</summary>
    public static readonly PropertyValue Computed = new ComputedValue();

    public static implicit operator PropertyValue(string value) => new StringValue(value);

    public static implicit operator PropertyValue(bool value) => new BoolValue(value);

    public static implicit operator PropertyValue(double value) => new NumberValue(value);

    public static PropertyValue Array(IEnumerable<PropertyValue> items) => new ArrayValue([.. items]);

    /// <summary>The value without secret wrappers at its top.</summary>
    public PropertyValue Unwrapped => this is SecretValue secret ? secret.Element.Unwrapped : this;

    /// <summary>Whether the value or anything inside it is unknown.</summary>
    public bool ContainsUnknowns => Any(value => value is ComputedValue);

    /// <summary>Whether the value or anything inside it is a secret.</summary>
    public bool ContainsSecrets => Any(value => value is SecretValue);

    /// <summary>The same value with every secret wrapper, at any depth, taken off.</summary>
    public PropertyValue WithoutSecrets() =>
        Replace(part => part is SecretValue secret ? secret.Element.WithoutSecrets() : null);

    /// <summary>The value with others in place of parts of it, itself the first of them.</summary>
    /// <param name="change">Null for a part that stays: then what is inside of it is asked for.</param>
    public PropertyValue Replace(Func<PropertyValue, PropertyValue?> change) => change(this) ?? this switch
    {
        SecretValue secret => new SecretValue(secret.Element.Replace(change)),
        ArrayValue array => Array(array.Items.Select(item => item.Replace(change))),
        ObjectValue map => new ObjectValue(map.Map.Replace(change)),
        _ => this,
    };

    // Keeps Unwrapped, which may be the value itself, and the tests above out of ToString.
    protected virtual bool PrintMembers(StringBuilder builder) => false;

    private bool Any(Func<PropertyValue, bool> test) => test(this) || this switch
    {
        SecretValue secret => secret.Element.Any(test),
        ArrayValue array => array.Items.Any(item => item.Any(test)),
        ObjectValue map => map.Map.Values.Any(item => item.Any(test)),
        _ => false,
    };
}

internal sealed record NullValue : PropertyValue;

internal sealed record ComputedValue : PropertyValue;

internal sealed record BoolValue(bool Value) : PropertyValue;

/// <summary>JSON has one kind of number: integers are doubles without a fraction.</summary>
internal sealed record NumberValue(double Value) : PropertyValue;

internal sealed record StringValue(string Value) : PropertyValue;

internal sealed record ArrayValue(IReadOnlyList<PropertyValue> Items) : PropertyValue
{
    public bool Equals(ArrayValue? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
}

internal sealed record ObjectValue(PropertyMap Map) : PropertyValue;

/// <summary>A value that is never shown and is stored encrypted. Its text form is the redaction.</summary>
internal sealed record SecretValue(PropertyValue Element) : PropertyValue
{
    public const string Mask = "[secret]";

    public override string ToString() => Mask;
}

internal sealed record ResourceReferenceValue(string Urn, string? Id, string? PackageVersion) : PropertyValue;
