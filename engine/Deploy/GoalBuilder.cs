using System.Collections.Concurrent;
using Engine.Protocol;
using Engine.State;

namespace Engine.Deploy;

/// <summary>
/// Turns a registration into a goal: gives it its URN, its provider, and what it inherits from its parent.
/// </summary>
internal sealed class GoalBuilder(
    DeploymentRun run, SnapshotJournal journal, Func<string, IReadOnlyList<string>, ResourceState?> known,
    Func<string, string?, Task<string>> defaultProvider)
{
    private readonly ConcurrentDictionary<string, bool> _registered = [];
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _inheritedProviders = [];

    private readonly TargetSet _targets = new(run.Options.Targets);

    public string Urn(RegisterResourceRequest request) =>
        Urns.Make(run.Options.Stack, run.Options.Project, request.Parent, request.Type, request.Name);

    /// <exception cref="DeploymentFailedException">The registration is not possible; that was reported.</exception>
    public async Task<Goal> BuildAsync(RegisterResourceRequest request)
    {
        var urn = Urn(request);
        if (!_registered.TryAdd(urn, true))
            throw run.StepFailure(urn, $"Duplicate resource URN '{urn}'; try giving it a unique name");
        RefuseImport(urn, request);
        RefuseMissing(urn, request);
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
    private void RefuseImport(string urn, RegisterResourceRequest request)
    {
        if (request.ImportId is { Length: > 0 } id && known(urn, request.Aliases)?.Id != id)
            throw run.StepFailure(urn, $"to import '{id}' takes the Pulumi CLI: this engine cannot take over what exists."
                + " Run `pulumi up` of the CLI on this stack once, or take ImportId away to create it anew");
    }

    /// <summary>With targets a resource may be left out that a target needs.</summary>
    private void RefuseMissing(string urn, RegisterResourceRequest request)
    {
        if (_targets.IsEmpty || !_targets.Contains(urn))
            return;
        foreach (var needed in request.Dependencies.Where(needed => journal.Find(needed) is null))
            throw run.StepFailure(
                urn, $"Resource '{urn}' depends on '{needed}' which was not specified in --target list.");
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
