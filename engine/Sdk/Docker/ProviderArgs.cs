namespace Pulumi.Docker;

/// <summary>Which Docker engine to use.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    public ProviderArgs()
    {
        Host = Environment.GetEnvironmentVariable("DOCKER_HOST")!;
    }

    /// <summary>
    /// Address such as unix:///var/run/docker.sock or tcp://host:2375; DOCKER_HOST, or else that socket, by default.
    /// </summary>
    [Input("host")] public Input<string>? Host { get; set; }
}
