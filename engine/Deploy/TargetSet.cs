using System.Text.RegularExpressions;

namespace Engine.Deploy;

/// <summary>The resources that <c>--target</c> names; everything where it names none.</summary>
internal sealed class TargetSet(IReadOnlyList<string> patterns)
{
    private readonly List<Regex> _patterns = [.. patterns.Select(ToRegex)];

    public bool IsEmpty => _patterns.Count == 0;

    public bool Contains(string urn) => _patterns.Any(pattern => pattern.IsMatch(urn));

    /// <summary>Default providers come along with the resources that use them.</summary>
    public bool Allows(string urn) => IsEmpty || Contains(urn) || Urns.IsDefaultProvider(urn);

    /// <summary><c>**</c> stands for anything, <c>*</c> for anything within one part of the URN.</summary>
    private static Regex ToRegex(string pattern) => new(
        "^" + Regex.Escape(pattern).Replace(@"\*\*", ".*").Replace(@"\*", "[^:$]*") + "$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);
}
