using Docker.DotNet.Models;
using Engine.Properties;
using Engine.Protocol;

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
        return new ResourceResult(created.ID, inputs
            .Set("id", created.ID)
            .Set("driver", network.Driver)
            .Set("scope", network.Scope)
            .Set("internal", network.Internal)
            .Set("__meta", """{"schema_version":"1"}"""));
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
