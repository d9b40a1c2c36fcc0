namespace Engine.Display;

/// <summary>What kind of run is shown, and in which words.</summary>
internal sealed record RunHeader(string Title, string Stack, string StackUrn, bool DryRun)
{
    public string Text => $"{Title} ({Stack}):";
}
