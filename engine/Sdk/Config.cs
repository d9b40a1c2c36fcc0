using System.Globalization;
using System.Text.Json;
using Engine.Sdk;

namespace Pulumi;

/// <summary>
/// The stack's configuration under one namespace, by default the project's. Get returns null for a missing key,
/// Require fails the run; the secret forms return outputs that stay secret.
/// </summary>
public sealed class Config(string? name = null)
{
    private readonly string _name = (name ?? ProgramRun.Required.Settings.Project) is var chosen
        && chosen.EndsWith(":config", StringComparison.Ordinal) ? chosen[..^":config".Length] : chosen;

    private delegate bool Parser<T>(string text, out T value);

    public string? Get(string key) => ProgramRun.Required.GetConfig(FullKey(key));

    public bool? GetBoolean(string key) => Find<bool>(key, ParseBoolean);

    public int? GetInt32(string key) => Find<int>(key, ParseInt32);

    public double? GetDouble(string key) => Find<double>(key, ParseDouble);

    public T? GetObject<T>(string key) => GetObject<T>(key, null);

    /// <exception cref="ConfigTypeException">The value is not JSON of that type.</exception>
    public T? GetObject<T>(string key, JsonSerializerOptions? options) =>
        Get(key) is { } text ? ParseObject<T>(key, text, options) : default;

    public Output<string>? GetSecret(string key) => Get(key) is { } text ? Output.CreateSecret(text) : null;

    public Output<bool>? GetSecretBoolean(string key) => Secret(GetBoolean(key));

    public Output<int>? GetSecretInt32(string key) => Secret(GetInt32(key));

    public Output<double>? GetSecretDouble(string key) => Secret(GetDouble(key));

    public Output<T>? GetSecretObject<T>(string key) => GetSecretObject<T>(key, null);

    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions? options) =>
        Get(key) is { } text ? Output.CreateSecret(ParseObject<T>(key, text, options)) : null;

    public string Require(string key) => Get(key) ?? throw new ConfigMissingException(FullKey(key));

    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw new ConfigMissingException(FullKey(key));

    public int RequireInt32(string key) => GetInt32(key) ?? throw new ConfigMissingException(FullKey(key));

    public double RequireDouble(string key) => GetDouble(key) ?? throw new ConfigMissingException(FullKey(key));

    public T RequireObject<T>(string key) => RequireObject<T>(key, null);

    public T RequireObject<T>(string key, JsonSerializerOptions? options) =>
        ParseObject<T>(key, Require(key), options);

    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    public Output<T> RequireSecretObject<T>(string key) => RequireSecretObject<T>(key, null);

    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions? options) =>
        Output.CreateSecret(RequireObject<T>(key, options));

    private static Output<T>? Secret<T>(T? value)
        where T : struct => value is { } present ? Output.CreateSecret(present) : null;

    private static bool ParseBoolean(string text, out bool value) => (value = text == "true") || text == "false";

    private static bool ParseInt32(string text, out int value) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);

    private static bool ParseDouble(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private string FullKey(string key) => $"{_name}:{key}";

    private T? Find<T>(string key, Parser<T> parse)
        where T : struct
    {
        if (Get(key) is not { } text)
            return null;
        return parse(text, out var value) ? value : throw new ConfigTypeException(FullKey(key), text, typeof(T), null);
    }

    private T ParseObject<T>(string key, string text, JsonSerializerOptions? options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, options)!;
        }
        catch (JsonException error)
        {
            throw new ConfigTypeException(FullKey(key), text, typeof(T), error);
        }
    }

    private sealed class ConfigTypeException(string key, string value, Type type, Exception? error)
        : RunException($"Configuration '{key}' value '{value}' is not a valid {type.FullName}", error);

    private sealed class ConfigMissingException(string key) : RunException(
        $"Missing Required configuration variable '{key}'\n"
        + $"\tplease set a value using the command `pulumi config set {key} <value>`");
}
