namespace Enginsight.Ops.Cutover;

internal enum Verdict
{
    Ok,
    Warning,
    Blocker,
}

/// <summary>One line of the check.</summary>
/// <param name="Item">What was looked at, such as memory.</param>
/// <param name="Text">What was seen and, unless it is fine, what to do.</param>
internal sealed record Finding(string Item, Verdict Verdict, string Text)
{
    public static Finding Ok(string item, string text) => new(item, Verdict.Ok, text);

    public static Finding Warning(string item, string text) => new(item, Verdict.Warning, text);

    public static Finding Blocker(string item, string text) => new(item, Verdict.Blocker, text);
}
