using System.Collections.Immutable;
using Engine.Protocol;
using Pulumi;

namespace Engine.Sdk;

/// <summary>Works out the URNs that a resource had earlier: from its own aliases and from those of its parents.</summary>
internal sealed class AliasResolver(
    Resource resource, Resource? parent, ImmutableArray<Input<Alias>> aliases, ProgramSettings settings)
{
    private readonly Lazy<Task<ImmutableArray<string>>> _urns = new(() => ResolveAsync(resource, parent, aliases, settings));

    public Task<ImmutableArray<string>> GetUrnsAsync() => _urns.Value;

    private static async Task<ImmutableArray<string>> ResolveAsync(
        Resource resource, Resource? parent, ImmutableArray<Input<Alias>> aliases, ProgramSettings settings)
    {
        var earlierParents = parent is null ? [] : await parent.Family.Aliases.GetUrnsAsync().ConfigureAwait(false);
        if (aliases.IsEmpty && earlierParents.IsEmpty)
            return [];
        var urns = new List<string>();
        foreach (var input in aliases)
        {
            var alias = (await input.ToOutput().Data.ConfigureAwait(false)).Value;
            if (alias.Urn is not null)
                urns.Add(alias.Urn);
            else
                foreach (var parentUrn in await ParentsAsync(alias, parent, earlierParents).ConfigureAwait(false))
                    urns.Add(await UrnOfAsync(alias, resource, parentUrn, settings).ConfigureAwait(false));
        }
        foreach (var earlier in earlierParents)
            urns.Add(UrnText.Make(
                settings.Stack, settings.Project, earlier, resource.GetResourceType(), NameUnder(earlier, resource, parent!)));
        return [.. urns.Distinct()];
    }

    // An alias that does not speak of the parent means today's one and each of that one's own earlier identities.
    private static async Task<ImmutableArray<string?>> ParentsAsync(
        Alias alias, Resource? parent, ImmutableArray<string> earlierParents)
    {
        if (alias.NoParent)
            return [null];
        if (alias.ParentUrn is not null)
            return [(await alias.ParentUrn.ToOutput().Data.ConfigureAwait(false)).Value];
        if (alias.Parent is not null)
            return [(await alias.Parent.Urn.Data.ConfigureAwait(false)).Value];
        var today = parent is null ? null : (await parent.Urn.Data.ConfigureAwait(false)).Value;
        return [today, .. earlierParents];
    }

    private static async Task<string> UrnOfAsync(Alias alias, Resource resource, string? parentUrn, ProgramSettings settings)
    {
        var name = await ValueOrAsync(alias.Name, resource.GetResourceName()).ConfigureAwait(false);
        var type = await ValueOrAsync(alias.Type, resource.GetResourceType()).ConfigureAwait(false);
        var stack = await ValueOrAsync(alias.Stack, settings.Stack).ConfigureAwait(false);
        var project = await ValueOrAsync(alias.Project, settings.Project).ConfigureAwait(false);
        return UrnText.Make(stack, project, parentUrn, type, name);
    }

    private static async Task<string> ValueOrAsync(Input<string>? input, string otherwise) =>
        input is null ? otherwise : (await input.ToOutput().Data.ConfigureAwait(false)).Value;

    // Children are often named after their parent; then they were named after its earlier name too.
    private static string NameUnder(string earlierParent, Resource resource, Resource parent)
    {
        var (name, parentName) = (resource.GetResourceName(), parent.GetResourceName());
        return name.StartsWith(parentName, StringComparison.Ordinal)
            ? UrnText.NameOf(earlierParent) + name[parentName.Length..]
            : name;
    }
}
