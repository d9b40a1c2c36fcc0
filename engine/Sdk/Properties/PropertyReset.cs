namespace Engine.Properties;

/// <summary>Puts the place that a path names in a value back to what it was in an older one.</summary>
/// <param name="segments">The path's keys, indexes and wildcards.</param>
internal sealed class PropertyReset(IReadOnlyList<object> segments)
{
    private const string Wildcard = PropertyPath.Wildcard;

    /// <summary>Whether the old value, and the new one, is part of a secret.</summary>
    private readonly record struct Secrecy(bool Old, bool New);

    /// <summary>Whether both sides have all that the path goes through.</summary>
    public bool Valid { get; private set; } = true;

    /// <summary>The new value with the place put back.</summary>
    public PropertyValue Inside(PropertyValue old, PropertyValue wanted) =>
        Inside(0, old, wanted, new Secrecy(false, false));

    private PropertyValue Inside(int depth, PropertyValue old, PropertyValue wanted, Secrecy within)
    {
        if (wanted is SecretValue secret)
            return new SecretValue(Inside(depth, old, secret.Element, within with { New = true }));
        if (old is SecretValue)
            return Inside(depth, old.Unwrapped, wanted, within with { Old = true });
        return segments[depth] switch
        {
            int index => AtIndex(depth, index, old, wanted, within),
            Wildcard => Everywhere(depth, old, wanted, within),
            var key => AtKey(depth, (string)key, old, wanted, within),
        };
    }

    private bool IsLast(int depth) => depth == segments.Count - 1;

    private PropertyValue AtIndex(int depth, int index, PropertyValue old, PropertyValue wanted, Secrecy within)
    {
        if (old is not ArrayValue from || wanted is not ArrayValue to)
            return Unchanged(wanted, old is not ArrayValue && wanted is not ArrayValue);
        var (inOld, inNew) = (index < from.Items.Count, index < to.Items.Count);
        if (!inOld || !inNew)
            return Unchanged(wanted, IsLast(depth) && !inOld && !inNew);
        return With(to, index, Next(depth, from.Items[index], to.Items[index], within));
    }

    private PropertyValue Everywhere(int depth, PropertyValue old, PropertyValue wanted, Secrecy within)
    {
        switch (old, wanted)
        {
            case (ObjectValue from, ObjectValue) when IsLast(depth):
                return new ObjectValue(from.Map.Select((_, value) => Secret(value, within)));
            case (ObjectValue from, ObjectValue to):
                var map = to.Map;
                foreach (var (key, value) in from.Map.TakeWhile(_ => Valid))
                    if (map.Get(key) is { } current)
                        map = map.Set(key, Inside(depth + 1, value, current, within));
                    else
                        Valid = false;
                return new ObjectValue(map);
            case (ArrayValue from, ArrayValue to):
                for (var index = 0; index < Math.Min(from.Items.Count, to.Items.Count) && Valid; index++)
                    to = With(to, index, Next(depth, from.Items[index], to.Items[index], within));
                return Unchanged(to, Valid && from.Items.Count == to.Items.Count);
            default:
                return Unchanged(wanted, IsLast(depth) && wanted is ObjectValue or ArrayValue);
        }
    }

    private PropertyValue AtKey(int depth, string key, PropertyValue old, PropertyValue wanted, Secrecy within)
    {
        var (from, to) = ((old as ObjectValue)?.Map, (wanted as ObjectValue)?.Map);
        var (value, current) = (from?.Get(key), to?.Get(key));
        if (IsLast(depth))
            return to is null ? Unchanged(wanted, value is null)
                : new ObjectValue(value is null ? to.Remove(key) : to.Set(key, Secret(value, within)));
        if (from is null || to is null)
            return Unchanged(wanted, from is null && to is null);
        if (current is null)
            return Unchanged(wanted, value is null);
        return new ObjectValue(to.Set(key, Inside(depth + 1, value ?? PropertyValue.Null, current, within)));
    }

    /// <summary>The element of a list that the path goes on into, or ends at.</summary>
    private PropertyValue Next(int depth, PropertyValue old, PropertyValue wanted, Secrecy within) =>
        IsLast(depth) ? Secret(old, within) : Inside(depth + 1, old, wanted, within);

    private PropertyValue Unchanged(PropertyValue wanted, bool valid)
    {
        Valid &= valid;
        return wanted;
    }

    private static ArrayValue With(ArrayValue list, int index, PropertyValue value) =>
        new([.. list.Items.Select((item, place) => place == index ? value : item)]);

    private static PropertyValue Secret(PropertyValue value, Secrecy within) =>
        within is { Old: true, New: false } ? new SecretValue(value) : value;
}
