namespace Enginsight.Ops.Pages;

/// <summary>A note with the sign of its tone.</summary>
internal static class Sign
{
    public static Html Of(Note note) => note.Tone is Tone.Plain
        ? Html.Of($"<span class=\"note\">{note.Text}</span>")
        : Html.Of($"<span class=\"note {note.Tone:G}\"><b>{Mark(note.Tone)}</b> {note.Text}</span>");

    /// <summary>Of characters that every system's fonts have.</summary>
    private static string Mark(Tone tone) => tone switch
    {
        Tone.Good => "✓",
        Tone.Warning => "!",
        _ => "✗",
    };
}
