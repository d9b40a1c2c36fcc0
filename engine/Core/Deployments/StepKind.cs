namespace Engine.Deployments;

/// <summary>What a step does to one resource.</summary>
internal enum StepKind
{
    Same,
    Create,
    Update,
    Delete,

    /// <summary>The logical whole of a replacement; does nothing itself, and is the one that is counted.</summary>
    Replace,
    CreateReplacement,
    DeleteReplaced,
    Refresh,
}

/// <summary>How the kinds are shown and named, in Pulumi's words.</summary>
internal static class StepKinds
{
    public static string Symbol(this StepKind kind) => kind switch
    {
        StepKind.Same => "  ",
        StepKind.Create => "+ ",
        StepKind.Update or StepKind.Refresh => "~ ",
        StepKind.Delete => "- ",
        StepKind.Replace => "+-",
        StepKind.CreateReplacement => "++",
        _ => "--",
    };

    /// <summary>Name in JSON, and status of a row in a preview where blanks stand for the hyphens.</summary>
    public static string Op(this StepKind kind) => kind switch
    {
        StepKind.CreateReplacement => "create-replacement",
        StepKind.DeleteReplaced => "delete-replaced",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public static string Planned(this StepKind kind) => kind switch
    {
        StepKind.Same => "",
        StepKind.CreateReplacement => "create replacement",
        StepKind.DeleteReplaced => "delete original",
        _ => kind.Op(),
    };

    /// <summary>What failed: the two halves of a replacement are called by what they do.</summary>
    public static string Failing(this StepKind kind) => Running(kind).Split(' ')[0];

    public static string Running(this StepKind kind) => Tense(kind, "ing");

    public static string Done(this StepKind kind) => kind == StepKind.Refresh ? "refresh" : Tense(kind, "ed");

    /// <summary>Whether the summary counts the kind: the two halves of a replacement are counted as one.</summary>
    public static bool IsCounted(this StepKind kind) =>
        kind is not (StepKind.CreateReplacement or StepKind.DeleteReplaced);

    private static string Tense(StepKind kind, string ending) => kind switch
    {
        StepKind.Same => "",
        StepKind.Create => "creat" + ending,
        StepKind.Update => "updat" + ending,
        StepKind.Delete => "delet" + ending,
        StepKind.Replace => "replac" + ending,
        StepKind.CreateReplacement => $"creat{ending} replacement",
        StepKind.DeleteReplaced => $"delet{ending} original",
        _ => "refresh" + ending,
    };
}
