using System.Collections;
using Engine.Properties;
using Pulumi;

namespace Engine.Sdk;

/// <summary>
/// Turns what programs pass as inputs into property values, waiting for the outputs inside. Secrets stay on the
/// element where they sit; absent values vanish from maps. Collects the resources that the values came from.
/// </summary>
internal sealed class PropertySerializer
{
    private readonly HashSet<Resource> _dependencies = [];

    public IReadOnlyCollection<Resource> Dependencies => _dependencies;

    /// <summary>The value of one input; null where it is not set.</summary>
    /// <exception cref="ArgumentNullException">A required input is not set.</exception>
    public async ValueTask<PropertyValue?> SerializeInputAsync(string path, InputProperty property, InputArgs args)
    {
        var value = property.Read(args);
        if (value is null && property.Required)
            throw new ArgumentNullException(property.Member,
                $"[Input] {args.GetType().FullName}.{property.Member} is required but was not given a value");
        var serialized = await SerializeAsync(path, value).ConfigureAwait(false);
        return serialized is NullValue ? null : serialized;
    }

    /// <exception cref="InvalidOperationException">A value has a type that the wire does not know.</exception>
    public async ValueTask<PropertyValue> SerializeAsync(string path, object? value) => value switch
    {
        null => PropertyValue.Null,
        string text => text,
        bool flag => flag,
        int number => (double)number,
        double number => number,
        IOutput output => await SerializeOutputAsync(path, output).ConfigureAwait(false),
        IInput input => await SerializeAsync(path, input.Content).ConfigureAwait(false),
        InputArgs args => await SerializeArgsAsync(path, args).ConfigureAwait(false),
        Resource resource => await SerializeResourceAsync(resource).ConfigureAwait(false),
        IDictionary map => await SerializeMapAsync(path, map).ConfigureAwait(false),
        IList list => await SerializeListAsync(path, list).ConfigureAwait(false),
        _ when EnumStruct.Find(value.GetType()) is { } choice =>
            await SerializeAsync(path, choice.Read(value)).ConfigureAwait(false),
        _ => throw new InvalidOperationException(
            $"{value.GetType().FullName} is not a supported argument type.\n\t{path}"),
    };

    private async ValueTask<PropertyValue> SerializeOutputAsync(string path, IOutput output)
    {
        var data = await output.GetDataAsync().ConfigureAwait(false);
        _dependencies.UnionWith(data.Resources);
        if (!data.IsKnown)
            return data.IsSecret ? new SecretValue(PropertyValue.Computed) : PropertyValue.Computed;
        var value = await SerializeAsync(path, data.Value).ConfigureAwait(false);
        return data.IsSecret && value is not ComputedValue ? new SecretValue(value) : value;
    }

    private async ValueTask<PropertyValue> SerializeArgsAsync(string path, InputArgs args)
    {
        var items = new List<KeyValuePair<string, PropertyValue>>();
        foreach (var property in InputProperty.Of(args.GetType()))
            if (await SerializeInputAsync($"{path}.{property.Name}", property, args).ConfigureAwait(false) is { } value)
                items.Add(new(property.Name, value));
        return new ObjectValue(new PropertyMap(items));
    }

    private async ValueTask<PropertyValue> SerializeMapAsync(string path, IDictionary map)
    {
        var items = new List<KeyValuePair<string, PropertyValue>>();
        foreach (DictionaryEntry entry in map)
        {
            var key = entry.Key as string ?? throw new InvalidOperationException(
                $"Dictionaries are only supported with string keys:\n\t{path}");
            var value = await SerializeAsync($"{path}.{key}", entry.Value).ConfigureAwait(false);
            if (value is not NullValue)
                items.Add(new(key, value));
        }
        return new ObjectValue(new PropertyMap(items));
    }

    private async ValueTask<PropertyValue> SerializeListAsync(string path, IList list)
    {
        if (ImmutableLists.IsDefault(list))
            return PropertyValue.Array([]);
        var items = new List<PropertyValue>(list.Count);
        for (var i = 0; i < list.Count; i++)
            items.Add(await SerializeAsync($"{path}[{i}]", list[i]).ConfigureAwait(false));
        return PropertyValue.Array(items);
    }

    private async ValueTask<PropertyValue> SerializeResourceAsync(Resource resource)
    {
        _dependencies.Add(resource);
        var urn = await resource.Urn.Data.ConfigureAwait(false);
        var id = resource is CustomResource custom ? (await custom.Id.Data.ConfigureAwait(false)).Value ?? "" : null;
        return new ResourceReferenceValue(urn.Value, id, null);
    }
}
