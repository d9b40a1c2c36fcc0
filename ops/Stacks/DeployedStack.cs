using System.Text.Json;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Stacks;

/// <summary>A stack as its configuration and outputs describe it.</summary>
internal sealed class DeployedStack(string name)
{
    private const string Namespace = "enginsight-infra:";

    public string Name => name;

    /// <summary>The settings that the next deployment would use.</summary>
    public async Task<StackSettings> SettingsAsync() => SettingsReader.Read(await ValuesAsync());

    /// <summary>The settings as far as they are there: both names may still be missing, adopt brings them.</summary>
    public async Task<StackSettings> SettingsBeforeAdoptionAsync()
    {
        var values = await ValuesAsync();
        values.TryAdd("appDomain", "app.invalid");
        values.TryAdd("apiDomain", "api.invalid");
        return SettingsReader.Read(values);
    }

    /// <summary>Writes one setting into the stack file, whose comments stay.</summary>
    /// <param name="path">Path of the setting, such as versions.server-m2.</param>
    /// <param name="value">Passed by standard input, as a secret has to be.</param>
    /// <param name="secret">Whether the file gets it encrypted.</param>
    public Task SetAsync(string path, string value, bool secret = false) => PulumiCli.RunWithInputAsync(
        value, ["config", "set", "--path", path, .. secret ? ["--secret"] : Array.Empty<string>(), "-s", name]);

    /// <summary>Outputs of the last deployment, without the secret ones.</summary>
    public async Task<JsonElement> OutputsAsync() =>
        JsonDocument.Parse(await PulumiCli.RunAsync("stack", "output", "--json", "-s", name)).RootElement;

    private async Task<Dictionary<string, string>> ValuesAsync()
    {
        using var config = JsonDocument.Parse(
            await PulumiCli.RunAsync("config", "--json", "--show-secrets", "-s", name));
        return config.RootElement.EnumerateObject()
            .Where(item => item.Name.StartsWith(Namespace, StringComparison.Ordinal))
            .ToDictionary(
                item => item.Name[Namespace.Length..], item => item.Value.GetProperty("value").GetString() ?? "");
    }
}
