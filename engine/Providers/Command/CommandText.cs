using Engine.Properties;

namespace Engine.Providers.Command;

/// <summary>The text of a command, and whether it may be shown.</summary>
internal sealed record CommandText(string Text, bool Secret)
{
    public string Quoted => Secret ? SecretValue.Mask : GoText.Quote(Text);

    public static CommandText? From(PropertyMap properties, string name) =>
        properties.GetString(name) is { } text ? new CommandText(text, properties.Get(name) is SecretValue) : null;

    /// <summary>The error of a command that failed: how it ended, the command, everything it printed.</summary>
    public string Failure(string status, OutputRecorder recorder) =>
        $"{status}: running {Quoted}:\n{(Secret ? SecretValue.Mask : recorder.Interleaved)}";
}
