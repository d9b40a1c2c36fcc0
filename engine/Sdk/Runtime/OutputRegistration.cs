using Engine.Properties;
using Pulumi;

namespace Engine.Sdk;

/// <summary>Hands the outputs of a component, or of the stack, to the engine.</summary>
internal static class OutputRegistration
{
    public static async Task RunAsync(
        ProgramRun run, ComponentResource component, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await component.Urn.Data.ConfigureAwait(false);
        var values = (await outputs.Data.ConfigureAwait(false)).Value;
        var serializer = new PropertySerializer();
        var items = new List<KeyValuePair<string, PropertyValue>>();
        foreach (var (name, value) in values ?? new Dictionary<string, object?>())
        {
            var path = $"{component.GetResourceName()}.{name}";
            var serialized = await serializer.SerializeAsync(path, value).ConfigureAwait(false);
            if (serialized is not NullValue)
                items.Add(new(name, serialized));
        }
        await run.Monitor.RegisterResourceOutputsAsync(urn.Value, new PropertyMap(items)).ConfigureAwait(false);
    }
}
