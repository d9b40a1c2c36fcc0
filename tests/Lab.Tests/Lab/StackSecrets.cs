using System.Text.Json;

namespace Enginsight.Lab.Tests.Lab;

/// <summary>The secrets of the lab, as its state holds them when asked for them.</summary>
internal sealed record StackSecrets(string JwtSecret, string RegistryPassword, string[] All)
{
    public static async Task<StackSecrets> ReadAsync(LabFixture lab)
    {
        var export = (await lab.PulumiAsync("stack", "export", "--show-secrets")).Succeeded().Output;
        using var state = JsonDocument.Parse(export);
        var all = new List<string>();
        var registry = "";
        foreach (var resource in state.RootElement.GetProperty("deployment").GetProperty("resources").EnumerateArray())
        {
            switch (resource.GetProperty("type").GetString())
            {
                case "random:index/randomPassword:RandomPassword":
                    all.Add(Text(resource, "result"));
                    if (resource.GetProperty("urn").GetString()!.EndsWith("::lab-registry", StringComparison.Ordinal))
                        registry = all[^1];
                    break;
                case "tls:index/privateKey:PrivateKey":
                    all.Add(MiddleOf(Text(resource, "privateKeyPem")));
                    all.Add(MiddleOf(Text(resource, "privateKeyOpenssh")));
                    break;
            }
        }

        var jwt = await lab.OutputAsync("jwtSecret");
        return new StackSecrets(jwt, registry, [.. all.Append(jwt).Where(secret => secret.Length > 0).Distinct()]);
    }

    /// <summary>Secrets that occur in a text.</summary>
    public IEnumerable<string> In(string text) => All.Where(secret => text.Contains(secret, StringComparison.Ordinal));

    private static string Text(JsonElement resource, string output)
    {
        if (!resource.GetProperty("outputs").TryGetProperty(output, out var value))
            return "";
        // --show-secrets writes a secret as an object with the value's JSON as text.
        return value.ValueKind is JsonValueKind.Object
            ? JsonSerializer.Deserialize<string>(value.GetProperty("plaintext").GetString()!)!
            : value.GetString()!;
    }

    /// <summary>A line of a key file that no other file has.</summary>
    private static string MiddleOf(string pem)
    {
        var lines = pem.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length < 3 ? "" : lines[lines.Length / 2];
    }
}
