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

    /// <summary>Writes one setting into the stack file.</summary>
    public Task SetAsync(string path, string value, bool secret = false) =>
        SetAsync([new ConfigValue(path, value, secret)]);

    /// <summary>Writes settings into the stack file, all or none of them; its comments stay.</summary>
    public async Task SetAsync(IEnumerable<ConfigValue> values)
    {
        var file = StackFile.Read(name);
        using var copy = new StackFileCopy(name, file.Text);
        foreach (var (path, value, secret) in values)
        {
            await PulumiCli.RunWithInputAsync(
                value,
                [
                    "config", "set", "--path", path, .. secret ? ["--secret"] : Array.Empty<string>(),
                    "-s", name, "--config-file", copy.Path,
                ]);
        }

        file.Write(copy.Text);
    }

    /// <summary>Outputs of the last deployment, without the secret ones.</summary>
    /// <exception cref="OpsException">The stack is not up.</exception>
    public async Task<JsonElement> OutputsAsync()
    {
        var outputs = JsonDocument.Parse(await PulumiCli.RunAsync("stack", "output", "--json", "-s", name)).RootElement;
        return outputs.ValueKind is JsonValueKind.Object && outputs.TryGetProperty("caCertificate", out _)
            ? outputs
            : throw new OpsException($"{name} is not up; type: ./scripts/up {name}");
    }

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
