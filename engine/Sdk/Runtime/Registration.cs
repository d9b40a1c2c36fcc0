using Engine.Properties;
using Engine.Protocol;
using Pulumi;

namespace Engine.Sdk;

/// <summary>Announces one resource to the engine and settles the resource's outputs with the answer.</summary>
internal sealed class Registration(
    ProgramRun run, Resource resource, bool custom, ResourceArgs args, ResourceOptions options)
{
    public async Task RunAsync()
    {
        try
        {
            var request = await PrepareAsync().ConfigureAwait(false);
            var registering = run.Monitor.RegisterResourceAsync(request);
            if (!registering.IsCompleted)
            {
                await ((Task)registering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                // The program goes on from here: not on whichever thread of the engine gave the answer.
                await Task.Yield();
            }
            resource.Slots.Resolve(resource, await registering.ConfigureAwait(false), run);
        }
        catch (Exception error)
        {
            resource.Slots.Fail(error);
            throw;
        }
    }

    private async Task<RegisterResourceRequest> PrepareAsync()
    {
        if (options.Id is not null)
            throw new ResourceException(
                "Reading an existing resource is not supported by the embedded engine.", resource);
        var parent = resource.Family.Parent;
        var parentUrn = parent is null ? null : await UrnOfAsync(parent).ConfigureAwait(false);
        var dependencies = new DependencyUrns(run, resource);
        if (options.HasDependsOn)
            await dependencies.AddExplicitAsync(options.DependsOn).ConfigureAwait(false);
        var inputs = await SerializeInputsAsync(dependencies).ConfigureAwait(false);
        var customOptions = options as CustomResourceOptions;
        return new RegisterResourceRequest
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Custom = custom,
            Parent = parentUrn,
            Inputs = inputs,
            PropertyDependencies = dependencies.ByProperty,
            Dependencies = dependencies.All,
            Provider = custom ? await ProviderAsync().ConfigureAwait(false) : null,
            Version = options.Version,
            Protect = resource.Family.Protect,
            RetainOnDelete = options.RetainOnDelete,
            DeleteBeforeReplace = customOptions?.DeleteBeforeReplace,
            DeletedWith = options.DeletedWith is { } other ? await UrnOfAsync(other).ConfigureAwait(false) : null,
            ImportId = customOptions?.ImportId,
            IgnoreChanges = [.. options.IgnoreChanges],
            ReplaceOnChanges = [.. options.ReplaceOnChanges],
            AdditionalSecretOutputs = [.. customOptions?.AdditionalSecretOutputs ?? []],
            Aliases = await AliasesAsync().ConfigureAwait(false),
            CustomTimeouts = options.CustomTimeouts?.ToValue(),
        };
    }

    private async ValueTask<IReadOnlyList<string>> AliasesAsync() =>
        resource.Family.Aliases is { } aliases ? await aliases.GetUrnsAsync().ConfigureAwait(false) : [];

    private ValueTask<string> UrnOfAsync(Resource other) => run.Waits.UrnAsync(resource, other);

    private async ValueTask<PropertyMap> SerializeInputsAsync(DependencyUrns dependencies)
    {
        var items = new List<KeyValuePair<string, PropertyValue>>();
        foreach (var property in InputProperty.Of(args.GetType()))
        {
            var serializer = new PropertySerializer();
            var path = $"{resource.GetType().FullName}.{property.Name}";
            if (await serializer.SerializeInputAsync(path, property, args).ConfigureAwait(false) is not { } value)
                continue;
            items.Add(new(property.Name, value));
            await dependencies.AddPropertyAsync(property.Name, serializer.Dependencies).ConfigureAwait(false);
        }
        return new PropertyMap(items);
    }

    private async ValueTask<string?> ProviderAsync() =>
        resource is not ProviderResource
        && resource.Family.Providers.TryGetValue(Urns.Package(resource.GetResourceType()), out var provider)
            ? await ProviderReference.OfAsync(provider).ConfigureAwait(false)
            : null;
}
