using System.Collections.Concurrent;
using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Tests.Providers;

/// <summary>Short ways to write what a deployment tells a provider.</summary>
internal static class Operations
{
    public static ResourceRef Resource(string type, string name = "it") =>
        new($"urn:pulumi:s::p::{type}::{name}", type, name);

    public static PropertyMap Map(params (string Name, PropertyValue Value)[] items) =>
        new(items.Select(item => KeyValuePair.Create(item.Name, item.Value)));

    public static PropertyValue Object(params (string Name, PropertyValue Value)[] items) =>
        new ObjectValue(Map(items));

    public static PropertyValue Secret(PropertyValue value) => new SecretValue(value);

    public static PropertyValue List(params PropertyValue[] items) => PropertyValue.Array(items);

    public static Task<CheckResult> CheckAsync(
        this PackageProvider provider, ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        Task.FromResult(provider[resource.Type].Check(resource, olds, news));

    public static Task<DiffResult> DiffAsync(this PackageProvider provider, ResourceRef resource, string id,
        PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news) =>
        Task.FromResult(provider[resource.Type].Diff(oldInputs, oldOutputs, news));

    public static Task<ResourceResult> CreateAsync(
        this PackageProvider provider, ResourceRef resource, PropertyMap inputs, OperationContext context) =>
        provider[resource.Type].CreateAsync(resource, inputs, context);

    public static Task<ResourceResult> UpdateAsync(this PackageProvider provider, ResourceRef resource, string id,
        PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news, OperationContext context) =>
        provider[resource.Type].UpdateAsync(resource, id, oldInputs, oldOutputs, news, context);

    public static Task DeleteAsync(this PackageProvider provider, ResourceRef resource, string id, PropertyMap inputs,
        PropertyMap outputs, OperationContext context) =>
        provider[resource.Type].DeleteAsync(id, inputs, outputs, context);

    public static Task<ReadResult?> ReadAsync(this PackageProvider provider, ResourceRef resource, string id,
        PropertyMap inputs, PropertyMap outputs, OperationContext context) =>
        provider[resource.Type].ReadAsync(id, inputs, outputs, context);

    public static async Task<ResourceResult> CheckAndCreateAsync(
        this PackageProvider provider, ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        var check = await provider.CheckAsync(resource, null, inputs);
        Assert.Empty(check.Failures);
        return await provider.CreateAsync(resource, check.Inputs, context);
    }
}

/// <summary>An operation whose progress lines are kept.</summary>
internal sealed class Recording
{
    public ConcurrentQueue<(LogSeverity Severity, string Line)> Lines { get; } = [];

    public IEnumerable<string> Info => Lines.Where(line => line.Severity == LogSeverity.Info).Select(line => line.Line);

    public OperationContext Context(
        bool preview = false, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        new(preview, timeout, (severity, line) => Lines.Enqueue((severity, line)), cancellation);
}
