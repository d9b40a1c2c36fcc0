using Engine.Properties;

namespace Engine.Providers.Command;

/// <summary>What a command printed, without the one newline that most end with.</summary>
internal sealed record CommandOutput(string Stdout, string Stderr)
{
    public static readonly CommandOutput Empty = new("", "");

    public static CommandOutput From(PropertyMap outputs) =>
        new(outputs.GetString("stdout") ?? "", outputs.GetString("stderr") ?? "");

    public PropertyMap ToProperties() => PropertyMap.Empty.Set("stdout", Stdout).Set("stderr", Stderr);
}
