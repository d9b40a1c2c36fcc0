using CsCheck;
using Engine.Properties;

namespace Engine.Tests.State;

/// <summary>Arbitrary property values: every kind, nested, secrets inside of secrets.</summary>
internal static class TestValues
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.OneOf(
            Gen.Char["ab<>&\"\\/\n\t\u0001\u007F"], Gen.Char['\u00A0', '\uD7FF'], Gen.Char['\uE000', '\uFFFD']), 0, 8],
        Gen.Const("😀"));

    private static readonly Gen<string?> Optional = Text.Null();

    private static readonly Gen<PropertyValue> Leaf = Gen.OneOf(
        Text.Select(text => (PropertyValue)text),
        Gen.Bool.Select(flag => (PropertyValue)flag),
        Gen.Int.Select(number => (PropertyValue)(double)number),
        Gen.Double.Where(double.IsFinite).Select(number => (PropertyValue)number),
        Gen.Const(PropertyValue.Null),
        Gen.Const(PropertyValue.Computed),
        Gen.Select(Text, Optional, Optional).Select((urn, id, version) =>
            (PropertyValue)new ResourceReferenceValue(urn, id, version)));

    public static readonly Gen<PropertyValue> Value = Gen.Recursive<PropertyValue>((depth, self) => depth > 4
        ? Leaf
        : Gen.OneOf(
            Leaf,
            self.Array[0, 3].Select(items => PropertyValue.Array(items)),
            Map(self).Select(map => (PropertyValue)new ObjectValue(map)),
            self.Select(element => (PropertyValue)new SecretValue(element))));

    public static Gen<PropertyMap> Map(Gen<PropertyValue> values) =>
        Gen.Select(Text, values).Array[0, 3].Select(items =>
            new PropertyMap(items.Select(item => KeyValuePair.Create(item.Item1, item.Item2))));
}
