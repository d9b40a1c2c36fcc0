using System.Globalization;
using Engine.Deployments;
using Engine.Handlers;
using Engine.Properties;
using Engine.State;

namespace Engine.Display;

/// <summary>The words in which a row speaks of a resource.</summary>
internal static class ResourceText
{
    /// <summary>
    /// The type as shown: <c>random:index/randomId:RandomId</c> loses the part that repeats its name.
    /// </summary>
    public static string Type(string type)
    {
        var parts = type.Split(':');
        if (parts.Length != 3)
            return type;
        var slash = parts[1].IndexOf('/');
        return slash >= 0 && string.Equals(parts[1][(slash + 1)..], parts[2], StringComparison.OrdinalIgnoreCase)
            ? $"{parts[0]}:{parts[1][..slash]}:{parts[2]}"
            : type;
    }

    /// <summary>Two decimals below a second, whole seconds above.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds < 1
        ? time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + "s"
        : Math.Floor(time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture) + "s";

    /// <summary>The status with a mark where the real thing stays although its resource goes.</summary>
    public static string Status(Step step, string status) => step is
    {
        Old.RetainOnDelete: true,
        Kind: StepKind.Delete or StepKind.Replace or StepKind.CreateReplacement or StepKind.DeleteReplaced,
    } ? status + "[retain]" : status;

    /// <summary>Changed top-level properties by kind, <c>[diff: +a-b~c,d]</c>; empty without any.</summary>
    public static string Diff(Step step)
    {
        if (step.Replacement is { } replacement)
            return Diff(replacement);
        if (step is not { Old: { } old, New: { } wanted })
            return "";
        var kinds = new SortedDictionary<string, DiffKind>(Changes(step, old, wanted), StringComparer.Ordinal);
        if ((old.Provider ?? "") != (wanted.Provider ?? ""))
            kinds["provider"] = DiffKind.Update;
        if (old.Protect != wanted.Protect)
            kinds["protect"] = DiffKind.Update;
        // Where the provider names what it is about, the rest is not.
        var named = step.Diff.Changes.Keys.Select(path => PropertyPath.Parse(path).Root).ToHashSet();
        foreach (var name in kinds.Keys.Where(name => named.Count > 0 && !named.Contains(name)).ToList())
            kinds.Remove(name);
        return kinds.Count == 0 ? ""
            : $"[diff: {Part(DiffKind.Add, '+')}{Part(DiffKind.Delete, '-')}{Part(DiffKind.Update, '~')}]";


        string Part(DiffKind kind, char symbol) =>
            string.Join(',', kinds.Where(item => item.Value == kind).Select(item => item.Key)) is { Length: > 0 } names
                ? symbol + names
                : "";
    }

    /// <summary>
    /// Whether nothing but the resource's protection changed, which is told although the resource stays the same.
    /// </summary>
    public static bool ChangesProtection(Step step) =>
        step is { Kind: StepKind.Same, Old: { } old, New: { } wanted } && old.Protect != wanted.Protect;

    /// <summary>
    /// What the provider says of the top-level properties; where it names them at most, what became of the inputs.
    /// Secrets are all alike there.
    /// </summary>
    private static Dictionary<string, DiffKind> Changes(Step step, ResourceState old, ResourceState wanted)
    {
        if (step.Kind == StepKind.Same)
            return [];
        if (!step.Diff.Detailed || step.Diff.Changes.Count == 0)
            return InputDiff.Compare(Masked(old.Inputs), Masked(wanted.Inputs)).Changes
                .ToDictionary(change => change.Key, change => change.Value.Kind);
        var kinds = new Dictionary<string, DiffKind>();
        foreach (var (text, change) in step.Diff.Changes)
        {
            var path = PropertyPath.Parse(text);
            kinds[path.Root] = path.IsNested ? DiffKind.Update : change.Kind;
        }
        return kinds;
    }

    private static PropertyMap Masked(PropertyMap map) =>
        map.Replace(part => part is SecretValue ? new SecretValue(SecretValue.Mask) : null);
}
