using Docker.DotNet.Models;
using Engine.Handlers;
using Engine.Protocol;

namespace Engine.Providers.Docker;

/// <summary>Finds images that the engine has, and pulls those that it has not.</summary>
internal static class DockerImages
{
    public static Task<ImageInspectResponse?> FindAsync(
        DockerEngine engine, string name, CancellationToken cancellation) =>
        engine.FindAsync(client => client.Images.InspectImageAsync(name, cancellation));

    /// <exception cref="ProviderException">It is not there and cannot be pulled.</exception>
    public static async Task<ImageInspectResponse> FindOrPullAsync(
        DockerEngine engine, string name, OperationContext context)
    {
        if (await FindAsync(engine, name, context.Cancellation) is { } found)
            return found;
        context.Log(LogSeverity.Info, $"pulling {name}");
        string? failure = null;
        var progress = new Reports(message => failure = message.ErrorMessage ?? failure);
        var parameters = new ImagesCreateParameters { FromImage = name, Tag = HasTag(name) ? null : "latest" };
        await engine.CallAsync(
            client => client.Images.CreateImageAsync(parameters, null, progress, context.Cancellation));
        return await FindAsync(engine, name, context.Cancellation)
            ?? throw new ProviderException(
                $"Unable to find or pull image {name}: {failure ?? "the engine gives no reason"}");
    }

    private static bool HasTag(string name) => name.Contains('@') || name[(name.LastIndexOf('/') + 1)..].Contains(':');

    /// <summary>Progress reports handled at once, where those of the framework come later on another thread.</summary>
    private sealed class Reports(Action<JSONMessage> handle) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value) => handle(value);
    }
}
