using Docker.DotNet;
using Docker.DotNet.Models;
using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Docker;

internal sealed class ContainerHandler(DockerEngine engine) : DockerHandler(engine, ContainerSchema.Value)
{
    private const string DefaultNetwork = "bridge";

    public override async Task<ResourceResult> UpdateAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news,
        OperationContext context)
    {
        if (context.Preview)
            return new ResourceResult(id, oldOutputs.WithoutRawStateDelta().Merge(DockerDefaults.Without(news)));
        var update = new ContainerUpdateParameters { RestartPolicy = ContainerParameters.Restart(news) };
        await Engine.CallAsync(client => client.Containers.UpdateContainerAsync(id, update, context.Cancellation));
        if (news.Bool("mustRun") == true)
            await StartAsync(id, context);
        return new ResourceResult(id, await OutputsAsync(id, news, context));
    }

    public override async Task DeleteAsync(string id, PropertyMap inputs, PropertyMap outputs, OperationContext context)
    {
        if (outputs.Int("destroyGraceSeconds") is > 0 and var grace)
        {
            await Engine.RemoveAsync(client => client.Containers.StopContainerAsync(
                id, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)grace }, context.Cancellation));
        }

        var volumes = outputs.Bool("removeVolumes") ?? true;
        var remove = new ContainerRemoveParameters { Force = true, RemoveVolumes = volumes };
        await Engine.RemoveAsync(client => client.Containers.RemoveContainerAsync(id, remove, context.Cancellation));
    }

    public override async Task<ReadResult?> ReadAsync(
        string id, PropertyMap inputs, PropertyMap outputs, OperationContext context)
    {
        var found = await Engine.FindAsync(
            client => client.Containers.InspectContainerAsync(id, context.Cancellation));
        if (found is null)
            return null;
        // The next update sees that it must run and does not, and starts it.
        var stopped = outputs.Bool("mustRun") == true && !found.State.Running;
        var read = stopped ? outputs.Set("mustRun", false) : outputs.Merge(ContainerOutputs.Observed(found));
        return new ReadResult(id, inputs, read.Equals(outputs) ? outputs : read.WithoutRawStateDelta());
    }

    protected override IEnumerable<string> Drift(PropertyMap oldOutputs, PropertyMap news) =>
        oldOutputs.Bool("mustRun") == false && news.Bool("mustRun") == true ? ["mustRun"] : [];

    protected override async Task<ResourceResult> CreateAsync(PropertyMap inputs, OperationContext context)
    {
        var parameters = ContainerParameters.From(inputs);
        var created = await Engine.CallAsync(
            client => client.Containers.CreateContainerAsync(parameters, context.Cancellation));
        try
        {
            await SetUpAsync(created.ID, inputs, context);
            return new ResourceResult(created.ID, await OutputsAsync(created.ID, inputs, context));
        }
        catch
        {
            // A failed creation leaves nothing in the state, so it must leave nothing here: its name would be taken.
            await Engine.RemoveAsync(client => client.Containers.RemoveContainerAsync(
                created.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true },
                CancellationToken.None));
            throw;
        }
    }

    private async Task SetUpAsync(string id, PropertyMap inputs, OperationContext context)
    {
        if (inputs.Maps("networksAdvanced") is { Count: > 0 } networks)
        {
            await Engine.CallAsync(client => client.Networks.DisconnectNetworkAsync(
                DefaultNetwork, new NetworkDisconnectParameters { Container = id }, context.Cancellation));
            foreach (var network in networks)
            {
                await Engine.CallAsync(client => client.Networks.ConnectNetworkAsync(
                    network.GetString("name"), Endpoint(id, network), context.Cancellation));
            }
        }

        if (inputs.Maps("uploads") is { Count: > 0 } uploads)
        {
            await using var files = ContainerUploads.Pack(uploads);
            await Engine.CallAsync(client => client.Containers.ExtractArchiveToContainerAsync(
                id, new ContainerPathStatParameters { Path = "/" }, files, context.Cancellation));
        }

        await StartAsync(id, context);
    }

    private static NetworkConnectParameters Endpoint(string id, PropertyMap network) => new()
    {
        Container = id,
        EndpointConfig = new EndpointSettings
        {
            IPAMConfig = new EndpointIPAMConfig { IPv4Address = network.GetString("ipv4Address") },
        },
    };

    private Task StartAsync(string id, OperationContext context) => Engine.CallAsync(
        client => client.Containers.StartContainerAsync(id, new ContainerStartParameters(), context.Cancellation));

    private async Task<PropertyMap> OutputsAsync(string id, PropertyMap inputs, OperationContext context)
    {
        var found = await Engine.CallAsync(client => client.Containers.InspectContainerAsync(id, context.Cancellation));
        return ContainerOutputs.Complete(DockerDefaults.Without(inputs), found).Set("id", id);
    }
}
