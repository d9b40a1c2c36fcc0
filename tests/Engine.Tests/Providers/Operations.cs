using System.Collections.Concurrent;
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

    public static async Task<ResourceResult> CheckAndCreateAsync(
        this IProvider provider, ResourceRef resource, PropertyMap inputs, OperationContext context)
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
