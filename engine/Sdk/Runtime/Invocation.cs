using Engine.Properties;
using Pulumi;

namespace Engine.Sdk;

/// <summary>One call of a provider's function.</summary>
internal sealed class Invocation(ProgramRun run, string token, InvokeArgs args, InvokeOptions? options)
{
    public async Task<OutputData<T>> RunAsync<T>()
    {
        var serializer = new PropertySerializer();
        var arguments = await serializer.SerializeAsync(token, args).ConfigureAwait(false);
        if (arguments.ContainsUnknowns)
            return OutputData<T>.Unknown(isSecret: false, []);
        if (options is InvokeOutputOptions { DependsOn: { } dependsOn })
            await serializer.SerializeAsync("dependsOn", dependsOn).ConfigureAwait(false);
        var result = new ObjectValue(await run.Monitor.InvokeAsync(
            token, ((ObjectValue)arguments).Map, await ProviderAsync().ConfigureAwait(false), options?.Version)
            .ConfigureAwait(false));
        // Whether the result is a secret is the provider's to say, not the arguments'.
        var value = (T)PropertyConverter.Convert($"{token} result", result, typeof(T))!;
        return new OutputData<T>(value, !result.ContainsUnknowns, result.ContainsSecrets, [.. serializer.Dependencies]);
    }

    private async Task<string?> ProviderAsync()
    {
        var provider = options?.Provider
            ?? options?.Parent?.Family.Providers.GetValueOrDefault(ResourceFamily.PackageOf(token));
        return provider is null ? null : await ProviderReference.OfAsync(provider).ConfigureAwait(false);
    }
}
