using Engine.Properties;

namespace Engine.Providers.Docker;

/// <summary>Labels stand in inputs as a list of pairs.</summary>
internal static class DockerLabels
{
    public static Dictionary<string, string> Read(PropertyMap inputs) =>
        inputs.Maps("labels")
            .ToDictionary(label => label.GetString("label") ?? "", label => label.GetString("value") ?? "");
}
