using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Engine.Deployments;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Planning;

/// <summary>
/// What an operation is limited to: the resources that --target names, or all but those that --exclude names. In an
/// update, providers and the stack are always in it: whatever is in it needs them.
/// </summary>
internal sealed class TargetSet(DeploymentOptions options)
{
    private readonly List<Regex> _targets = [.. options.Targets.Select(ToRegex)];
    private readonly List<Regex> _excludes = [.. options.Excludes.Select(ToRegex)];

    /// <summary>Dependents that were taken along, and whose own dependents are so, too.</summary>
    private readonly ConcurrentDictionary<string, bool> _along = [];

    /// <summary>Whether anything at all is left out.</summary>
    public bool IsLimited => _targets.Count > 0 || _excludes.Count > 0;

    /// <summary>Whether --target names the resource, or nothing at all.</summary>
    public bool Names(string urn) => _targets.Count == 0 || Matches(_targets, urn);

    /// <summary>Whether an update may bring the resource to what the program wants.</summary>
    public bool Updates(ResourceState wanted) =>
        wanted.Type == Urns.StackType || Urns.IsProvider(wanted.Type) || Reads(wanted);

    /// <summary>Whether a refresh reads the resource, for which it needs no other.</summary>
    public bool Reads(ResourceState state) => _targets.Count > 0
        ? Reaches(_targets, options.TargetDependents, state)
        : _excludes.Count == 0 || !Reaches(_excludes, options.ExcludeDependents, state);

    /// <summary>
    /// URNs of what may be deleted: the targets and whatever cannot be without them, or all but what the excluded need.
    /// </summary>
    public Func<string, bool> Deletes(OldState olds)
    {
        var urns = olds.Snapshot.Resources.Select(state => state.Urn).ToHashSet();
        if (_targets.Count > 0)
        {
            var going = urns.Where(Names).ToHashSet();
            going.UnionWith(olds.TransitiveDependents(going).Select(state => state.Urn));
            return going.Contains;
        }
        var kept = urns.Where(urn => Matches(_excludes, urn)).ToHashSet();
        if (options.ExcludeDependents)
            kept.UnionWith(olds.TransitiveDependents(kept).Select(state => state.Urn));
        var needed = olds.WithNeeds(kept);
        return urn => !needed.Contains(urn);
    }

    /// <summary>Why each of the targets that neither the state nor the program knows was not found.</summary>
    public static IEnumerable<string> Unknown(IEnumerable<string> targets, Func<string, bool> known) =>
        targets.Where(target => !target.Contains('*') && !known(target)).Select(target =>
            $"Target '{target}' could not be found in the stack."
            + (target.Contains('$') ? "" : " Did you forget to escape $ in your shell?"));

    private bool Reaches(List<Regex> patterns, bool dependents, ResourceState state)
    {
        if (!Matches(patterns, state.Urn)
            && !(dependents && state.References().Any(urn => _along.ContainsKey(urn) || Matches(patterns, urn))))
            return false;
        _along[state.Urn] = true;
        return true;
    }

    private static bool Matches(List<Regex> patterns, string urn) => patterns.Any(pattern => pattern.IsMatch(urn));

    /// <summary><c>**</c> stands for anything, <c>*</c> for anything within one part of the URN.</summary>
    private static Regex ToRegex(string pattern) => new(
        "^" + Regex.Escape(pattern).Replace(@"\*\*", ".*").Replace(@"\*", "[^:]*") + "$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);
}
