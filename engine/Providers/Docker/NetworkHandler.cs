using Docker.DotNet.Models;
using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Docker;

internal sealed class NetworkHandler(DockerEngine engine) : DockerHandler(engine, Schema)
{
    private static readonly DockerSchema Schema = new()
    {
        AutoNamed = true,
        Sets = new HashSet<string> { "ipamConfigs" },
        Defaults = PropertyMap.Empty.Set("ipamDriver", "default"),
    };

    public override Task DeleteAsync(string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        Engine.RemoveAsync(client => client.Networks.DeleteNetworkAsync(id, context.Cancellation));

    public override async Task<ReadResult?> ReadAsync(
        string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        await Engine.FindAsync(client => client.Networks.InspectNetworkAsync(id, context.Cancellation)) is null
            ? null
            : new ReadResult(id, inputs, outputs);

    protected override async Task<ResourceResult> CreateAsync(PropertyMap inputs, OperationContext context)
    {
        var created = await Engine.CallAsync(
            client => client.Networks.CreateNetworkAsync(Parameters(inputs), context.Cancellation));
        var network = await Engine.CallAsync(
            client => client.Networks.InspectNetworkAsync(created.ID, context.Cancellation));
        return new ResourceResult(created.ID, Outputs(inputs)
            .Set("id", created.ID)
            .Set("driver", network.Driver)
            .Set("scope", network.Scope)
            .Set("internal", network.Internal));
    }

    /// <summary>Complete, as the real provider stores them: what it misses there it takes for a change.</summary>
    private static PropertyMap Outputs(PropertyMap inputs)
    {
        var nothing = new ObjectValue(PropertyMap.Empty);
        var complete = PropertyMap.Empty
            .Set("attachable", false).Set("ingress", false).Set("ipv6", false)
            .Set("ipamConfigs", PropertyValue.Array([])).Set("ipamOptions", PropertyValue.Null)
            .Set("labels", PropertyValue.Array([])).Set("options", nothing)
            .Set("__meta", """{"schema_version":"1"}""")
            .Merge(DockerDefaults.Without(inputs));
        var subnet = PropertyMap.Empty
            .Set("auxAddress", PropertyValue.Null).Set("gateway", "").Set("ipRange", "").Set("subnet", "");
        return complete.Set("ipamConfigs", PropertyValue.Array(
            complete.Maps("ipamConfigs").Select(config => new ObjectValue(subnet.Merge(config)))));
    }

    private static NetworksCreateParameters Parameters(PropertyMap inputs) => new()
    {
        Name = inputs.GetString("name"),
        CheckDuplicate = true,
        IPAM = new IPAM
        {
            Driver = inputs.GetString("ipamDriver"),
            Config =
            [
                .. inputs.Maps("ipamConfigs").Select(config => new IPAMConfig { Subnet = config.GetString("subnet") }),
            ],
        },
    };
}
