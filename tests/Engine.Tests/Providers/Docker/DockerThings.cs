using Engine.Handlers;
using Engine.Properties;
using Engine.Providers;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Docker;

/// <summary>Tests that make things in a real Docker engine, which go when the test ends.</summary>
public abstract class DockerThings : IAsyncLifetime
{
    private readonly Stack<(ResourceRef Resource, ResourceResult Result)> _made = [];

    private protected static ResourceRef Container { get; } = Resource("docker:index/container:Container");

    private protected static ResourceRef Network { get; } = Resource("docker:index/network:Network");

    private protected static ResourceRef Volume { get; } = Resource("docker:index/volume:Volume");

    private protected PackageProvider Provider { get; } = Packages.Docker(PropertyMap.Empty);

    private protected Recording Recording { get; } = new();

    /// <summary>A name that nothing in the engine has.</summary>
    protected string Name { get; } = DockerHost.NewName();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var (resource, result) in _made)
            await Provider.DeleteAsync(resource, result.Id!, result.Outputs, result.Outputs, Recording.Context());
        await Provider.DisposeAsync();
    }

    private protected async Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs)
    {
        var result = await Provider.CheckAndCreateAsync(resource, inputs, Recording.Context());
        _made.Push((resource, result));
        return result;
    }

    /// <summary>For a test that has deleted all that it made.</summary>
    private protected void Forget() => _made.Clear();
}
