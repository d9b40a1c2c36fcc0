using System.Collections.Concurrent;
using Engine.Deployments;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Planning;

/// <summary>
/// Turns a registration into a goal: gives it its URN, its provider, and what it inherits from its parent.
/// </summary>
internal sealed class GoalBuilder(
    DeploymentRun run, SnapshotJournal journal, Func<string, IReadOnlyList<string>, ResourceState?> known,
    Func<string, string?, Task<string>> defaultProvider)
{
    private readonly ConcurrentDictionary<string, bool> _registered = [];

    /// <summary>By an earlier URN, the one that the program now has for the resource.</summary>
    private readonly ConcurrentDictionary<string, string> _aliased = [];
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _inheritedProviders = [];

    public string Urn(RegisterResourceRequest request) =>
        Urns.Make(run.Program.Stack, run.Program.Project, request.Parent, request.Type, request.Name);

    /// <exception cref="DeploymentFailedException">The registration is not possible; that was reported.</exception>
    public async Task<Goal> BuildAsync(RegisterResourceRequest request)
    {
        var urn = Urn(request);
        if (!_registered.TryAdd(urn, true))
            throw run.StepFailure(urn, $"Duplicate resource URN '{urn}'; try giving it a unique name");
        var old = known(urn, request.Aliases);
        RefuseSecondHeir(urn, old);
        RefuseImport(urn, request, old);
        if (Urns.IsProvider(request.Type) && request.Version is { Length: > 0 } version)
            request = request with { Inputs = request.Inputs.Set("version", version) };
        var parent = request.Parent is null ? null : journal.Find(request.Parent);
        var inherited = parent is null ? null : _inheritedProviders.GetValueOrDefault(parent.Urn);
        KeepProviders(urn, request, inherited);
        return new Goal(request, urn)
        {
            Protect = request.Protect ?? parent?.Protect ?? false,
            RetainOnDelete = request.RetainOnDelete ?? parent?.RetainOnDelete ?? false,
            DeletedWith = request.DeletedWith ?? parent?.DeletedWith,
            Provider = await ProviderAsync(request, inherited),
        };
    }

    /// <summary>To create anew what should be taken over as it is would be the wrong thing done silently.</summary>
    private void RefuseImport(string urn, RegisterResourceRequest request, ResourceState? old)
    {
        if (request.ImportId is { Length: > 0 } id && old?.Id != id)
            throw run.StepFailure(urn, $"to import '{id}' takes the Pulumi CLI: this engine cannot take over what exists."
                + " Run `pulumi up` of the CLI on this stack once, or take ImportId away to create it anew");
    }

    /// <summary>A resource of the state is one of the program's: under its URN, or under one of its aliases.</summary>
    private void RefuseSecondHeir(string urn, ResourceState? old)
    {
        if (_aliased.TryGetValue(urn, out var heir))
            throw run.StepFailure(
                urn, $"Duplicate resource URN '{urn}' conflicting with alias on resource with URN '{heir}'");
        if (old is null || old.Urn == urn)
            return;
        heir = _registered.ContainsKey(old.Urn) ? old.Urn : _aliased.GetOrAdd(old.Urn, urn);
        if (heir != urn)
            throw run.StepFailure(urn, $"Duplicate resource alias '{old.Urn}' applied to resource with URN '{urn}' "
                + $"conflicting with resource with URN '{heir}'");
    }

    private void KeepProviders(
        string urn, RegisterResourceRequest request, IReadOnlyDictionary<string, string>? inherited)
    {
        var all = new Dictionary<string, string>(inherited ?? new Dictionary<string, string>());
        foreach (var (package, reference) in request.Providers)
            all[package] = reference;
        if (request is { Provider: { } own })
            all[Urns.Package(Urns.Type(Urns.OfReference(own)))] = own;
        if (all.Count > 0)
            _inheritedProviders[urn] = all;
    }

    private async Task<string?> ProviderAsync(
        RegisterResourceRequest request, IReadOnlyDictionary<string, string>? inherited)
    {
        if (!request.Custom || Urns.IsProvider(request.Type))
            return null;
        var package = Urns.Package(request.Type);
        var reference = request.Provider ?? inherited?.GetValueOrDefault(package)
            ?? await defaultProvider(package, request.Version);
        // In a preview the program does not know the id of a provider that does not exist yet; the engine does.
        var urn = Urns.OfReference(reference);
        return journal.Find(urn) is { Id: { } id } ? $"{urn}::{id}" : reference;
    }
}
