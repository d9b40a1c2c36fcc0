using Docker.DotNet.Models;
using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Docker;

internal sealed class VolumeHandler(DockerEngine engine) : DockerHandler(engine, Schema)
{
    private static readonly DockerSchema Schema = new() { AutoNamed = true };

    public override Task DeleteAsync(string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        Engine.RemoveAsync(client => client.Volumes.RemoveAsync(id, force: false, context.Cancellation));

    public override async Task<ReadResult?> ReadAsync(
        string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        await Engine.FindAsync(client => client.Volumes.InspectAsync(id, context.Cancellation)) is null
            ? null
            : new ReadResult(id, inputs, outputs);

    protected override async Task<ResourceResult> CreateAsync(PropertyMap inputs, OperationContext context)
    {
        var parameters = new VolumesCreateParameters { Name = inputs.GetString("name") };
        var volume = await Engine.CallAsync(client => client.Volumes.CreateAsync(parameters, context.Cancellation));
        return new ResourceResult(volume.Name, PropertyMap.Empty
            .Set("cluster", PropertyValue.Null).Set("driverOpts", PropertyValue.Null)
            .Set("labels", PropertyValue.Array([]))
            .Set("__meta", """{"schema_version":"1"}""")
            .Merge(DockerDefaults.Without(inputs))
            .Set("id", volume.Name)
            .Set("driver", volume.Driver)
            .Set("mountpoint", volume.Mountpoint));
    }
}
