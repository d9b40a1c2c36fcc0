using System.Collections.Immutable;
using Engine.Protocol;
using Pulumi;

namespace Engine.Sdk;

/// <summary>Works out the URNs that a resource had earlier: from its own aliases and its parents'.</summary>
internal sealed class AliasResolver(
    Resource resource, Resource? parent, ImmutableArray<Input<Alias>> aliases, ProgramSettings settings)
{
    private readonly Lazy<Task<ImmutableArray<string>>> _urns =
        new(() => ResolveAsync(resource, parent, aliases, settings));

    public Task<ImmutableArray<string>> GetUrnsAsync() => _urns.Value;

    private static async Task<ImmutableArray<string>> ResolveAsync(
        Resource resource, Resource? parent, ImmutableArray<Input<Alias>> aliases, ProgramSettings settings)
    {
        var own = new List<string>();
        foreach (var input in aliases)
            if (await input.ToOutput().Data.ConfigureAwait(false) is { IsKnown: true, Value: var alias })
                own.Add(await UrnOfAsync(alias, resource, parent, settings).ConfigureAwait(false));
        if (parent?.Family.Aliases is not { } parentAliases)
            return [.. own.Distinct()];
        var urns = own.ToList();
        foreach (var earlier in await parentAliases.GetUrnsAsync().ConfigureAwait(false))
        {
            urns.Add(Under(earlier, resource.GetResourceType(), resource.GetResourceName()));
            urns.AddRange(own.Select(urn => Under(earlier, Urns.Type(urn), Urns.Name(urn))));
        }
        return [.. urns.Distinct()];

        string Under(string earlierParent, string type, string name) => Urns.Make(
            settings.Stack, settings.Project, earlierParent, type,
            NameUnder(earlierParent, name, parent.GetResourceName()));
    }

    // Children are often named after their parent; then they were named after its earlier name too.
    private static string NameUnder(string earlierParent, string name, string parentName) =>
        name.StartsWith(parentName, StringComparison.Ordinal)
            ? Urns.Name(earlierParent) + name[parentName.Length..]
            : name;

    private static async Task<string> UrnOfAsync(
        Alias alias, Resource resource, Resource? parent, ProgramSettings settings)
    {
        if (alias.Urn is not null)
            return alias.Urn;
        var name = await ValueOrAsync(alias.Name, resource.GetResourceName()).ConfigureAwait(false);
        var type = await ValueOrAsync(alias.Type, resource.GetResourceType()).ConfigureAwait(false);
        var stack = await ValueOrAsync(alias.Stack, settings.Stack).ConfigureAwait(false);
        var project = await ValueOrAsync(alias.Project, settings.Project).ConfigureAwait(false);
        return Urns.Make(stack, project, await ParentOfAsync(alias, parent).ConfigureAwait(false), type, name);
    }

    private static async Task<string?> ParentOfAsync(Alias alias, Resource? today)
    {
        if ((alias.Parent is null ? 0 : 1) + (alias.ParentUrn is null ? 0 : 1) + (alias.NoParent ? 1 : 0) > 1)
            throw new ArgumentException("Only specify one of 'Parent', 'ParentUrn' or 'NoParent' in an Alias");
        if (alias.ParentUrn is not null)
            return (await alias.ParentUrn.ToOutput().Data.ConfigureAwait(false)).Value;
        var parent = alias.NoParent ? null : alias.Parent ?? today;
        return parent is null ? null : (await parent.Urn.Data.ConfigureAwait(false)).Value;
    }

    private static async Task<string> ValueOrAsync(Input<string>? input, string otherwise) =>
        input is null ? otherwise : (await input.ToOutput().Data.ConfigureAwait(false)).Value;
}
