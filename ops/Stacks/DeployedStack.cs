using System.Text.Json;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Stacks;

/// <summary>A stack as its configuration and outputs describe it.</summary>
internal sealed class DeployedStack(string name)
{
    private const string Namespace = "enginsight-infra:";

    public string Name => name;

    /// <summary>The settings that the next deployment would use.</summary>
    public async Task<StackSettings> SettingsAsync()
    {
        using var config = JsonDocument.Parse(await PulumiCli.RunAsync("config", "--json", "--show-secrets", "-s", name));
        return SettingsReader.Read(config.RootElement.EnumerateObject()
            .Where(item => item.Name.StartsWith(Namespace, StringComparison.Ordinal))
            .ToDictionary(item => item.Name[Namespace.Length..], item => item.Value.GetProperty("value").GetString() ?? ""));
    }

    /// <summary>Outputs of the last deployment, without the secret ones.</summary>
    public async Task<JsonElement> OutputsAsync() =>
        JsonDocument.Parse(await PulumiCli.RunAsync("stack", "output", "--json", "-s", name)).RootElement;
}
