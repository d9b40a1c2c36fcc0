using Engine.Properties;
using Pulumi;

namespace Engine.Sdk;

/// <summary>One call of a provider's function.</summary>
internal sealed class Invocation(ProgramRun run, string token, InvokeArgs args, InvokeOptions? options)
{
    public async Task<OutputData<T>> RunAsync<T>()
    {
        var serializer = new PropertySerializer();
        if (options is InvokeOutputOptions { DependsOn: { } dependsOn })
            await serializer.SerializeAsync("dependsOn", dependsOn).ConfigureAwait(false);
        var arguments = await serializer.SerializeAsync(token, args).ConfigureAwait(false);
        if (arguments.ContainsUnknowns)
            return OutputData<T>.Unknown(arguments.ContainsSecrets, [.. serializer.Dependencies]);
        var result = new ObjectValue(await run.Monitor.InvokeAsync(
            token, ((ObjectValue)arguments).Map, await ProviderAsync().ConfigureAwait(false), options?.Version)
            .ConfigureAwait(false));
        var value = (T)PropertyConverter.Convert(token, result, typeof(T))!;
        var isSecret = arguments.ContainsSecrets || result.ContainsSecrets;
        return new OutputData<T>(value, true, isSecret, [.. serializer.Dependencies]);
    }

    private async Task<string?> ProviderAsync()
    {
        var provider = options?.Provider
            ?? options?.Parent?.Family.Providers.GetValueOrDefault(ResourceFamily.PackageOf(token));
        return provider is null ? null : await ProviderReference.OfAsync(provider).ConfigureAwait(false);
    }
}
