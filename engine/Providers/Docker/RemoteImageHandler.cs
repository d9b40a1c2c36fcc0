using Docker.DotNet.Models;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Providers.Docker;

/// <summary>An image by its name: used as it is where the engine has it, else pulled. Nothing is built.</summary>
internal sealed class RemoteImageHandler(DockerEngine engine) : DockerHandler(engine, Schema)
{
    private static readonly DockerSchema Schema = new()
    {
        Required = ["name"],
        Updatable = new HashSet<string> { "keepLocally", "forceRemove" },
        Sets = new HashSet<string> { "pullTriggers" },
    };

    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news)
    {
        var check = base.Check(resource, olds, news);
        if (!news.Has("build"))
            return check;
        var failure = new CheckFailure("build", "the embedded engine builds no images");
        return check with { Failures = [.. check.Failures, failure] };
    }

    public override Task<ResourceResult> UpdateAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news,
        OperationContext context) =>
        Task.FromResult(new ResourceResult(id, oldOutputs.Merge(news)));

    public override Task DeleteAsync(string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        outputs.Bool("keepLocally") == true || outputs.GetString("name") is not { } name
            ? Task.CompletedTask
            : Engine.RemoveAsync(client => client.Images.DeleteImageAsync(
                name, new ImageDeleteParameters { Force = outputs.Bool("forceRemove") ?? false },
                context.Cancellation));

    public override async Task<ReadResult?> ReadAsync(
        string id, PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        await DockerImages.FindAsync(Engine, outputs.GetString("imageId") ?? id, context.Cancellation) is null
            ? null
            : new ReadResult(id, inputs, outputs);

    protected override async Task<ResourceResult> CreateAsync(PropertyMap inputs, OperationContext context)
    {
        var name = inputs.GetString("name") ?? "";
        var image = await DockerImages.FindOrPullAsync(Engine, name, inputs.GetString("platform"), context);
        return new ResourceResult(image.ID + name, inputs
            .Set("id", image.ID + name)
            .Set("imageId", image.ID)
            .Set("repoDigest", image.RepoDigests?.FirstOrDefault() ?? ""));
    }
}
