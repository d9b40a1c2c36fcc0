using System.Globalization;
using Engine.Deploy;
using Engine.Protocol;

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
    public static string Diff(IReadOnlyDictionary<string, PropertyDiff> changes)
    {
        var kinds = new SortedDictionary<string, DiffKind>(StringComparer.Ordinal);
        foreach (var (text, change) in changes.Where(item => !item.Value.Hidden))
        {
            var path = PropertyPath.Parse(text);
            kinds[path.Root] = path.IsNested ? DiffKind.Update : change.Kind;
        }
        return kinds.Count == 0 ? ""
            : $"[diff: {Part(DiffKind.Add, '+')}{Part(DiffKind.Delete, '-')}{Part(DiffKind.Update, '~')}]";

        string Part(DiffKind kind, char symbol) =>
            string.Join(',', kinds.Where(item => item.Value == kind).Select(item => item.Key)) is { Length: > 0 } names
                ? symbol + names
                : "";
    }
}
