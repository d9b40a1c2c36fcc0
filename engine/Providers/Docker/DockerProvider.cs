using Engine.Properties;
using Engine.Protocol;

namespace Engine.Providers.Docker;

/// <summary>pulumi-docker 5.1.0: networks, volumes, images and containers of one Docker engine.</summary>
internal sealed class DockerProvider : PackageProvider
{
    private readonly DockerEngine _engine;

    /// <param name="config">Inputs of the provider resource; <c>host</c> is the only one that is heeded.</param>
    public DockerProvider(PropertyMap config)
        : this(new DockerEngine(config.GetString("host")))
    {
    }

    private DockerProvider(DockerEngine engine)
        : base("docker", new Dictionary<string, ResourceHandler>
        {
            ["docker:index/network:Network"] = new NetworkHandler(engine),
            ["docker:index/volume:Volume"] = new VolumeHandler(engine),
            ["docker:index/container:Container"] = new ContainerHandler(engine),
        })
    {
        _engine = engine;
    }

    public override ValueTask DisposeAsync()
    {
        _engine.Dispose();
        return ValueTask.CompletedTask;
    }
}
