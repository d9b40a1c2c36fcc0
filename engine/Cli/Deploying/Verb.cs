namespace Engine.Cli;

/// <summary>What a deploying command is called and how it speaks.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Kind">As Pulumi's history calls it.</param>
/// <param name="Question">What is asked before it is done.</param>
internal sealed record Verb(string Name, string Kind, string Previewing, string Running, string Question)
{
    public static readonly Verb Preview = new("preview", "preview", "Previewing update", "", "");

    public static readonly Verb Update = new(
        "up", "update", "Previewing update", "Updating", "Do you want to perform this update?");

    public static readonly Verb Destroy = new(
        "destroy", "destroy", "Previewing destroy", "Destroying", "Do you want to perform this destroy?");

    public static readonly Verb Refresh = new(
        "refresh", "refresh", "Previewing refresh", "Refreshing", "Do you want to perform this refresh?");
}
