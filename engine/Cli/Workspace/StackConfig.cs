using System.Text.Json.Nodes;
using Engine.Properties;
using Floor;
using Floor.Files;
using Floor.Yaml;
using YamlDotNet.RepresentationModel;

namespace Engine.Workspace;

/// <summary>
/// A stack's configuration file. Edits change the text where they must and keep all else, comments and order included;
/// Save writes it.
/// </summary>
internal sealed class StackConfig
{
    private readonly string _project;
    private readonly OperatorFile _file;
    private readonly OrderedDictionary<ConfigKey, (string Spelling, JsonNode? Value)> _values = [];
    private string _text;

    private StackConfig(string file, string project)
    {
        File = file;
        _project = project;
        _file = OperatorFile.Read(file);
        _text = _file.Text;
        Reload();
    }

    public string File { get; }

    /// <summary>The passphrase provider's salt; null where no secret was ever set.</summary>
    public string? EncryptionSalt { get; private set; }

    /// <summary>The values in file order. A secret is a SecretValue of its ciphertext.</summary>
    public IReadOnlyList<KeyValuePair<ConfigKey, PropertyValue>> Values =>
        [.. _values.Select(item => KeyValuePair.Create(item.Key, ConfigValues.Of(item.Value.Value)))];

    /// <summary>Reads a stack's file; where it is missing, the configuration is empty.</summary>
    /// <exception cref="EngineException">The file is no stack configuration.</exception>
    public static StackConfig Load(string file, string project) => new(file, project);

    /// <summary>What is at a path below a key; null where nothing is.</summary>
    /// <param name="path">Keys and indices below the key; empty for the whole value.</param>
    public PropertyValue? Get(ConfigKey key, params object[] path) =>
        _values.TryGetValue(key, out var at) && YamlPath.TryGet(at.Value, path, out var found)
            ? ConfigValues.Of(found)
            : null;

    public void SetEncryptionSalt(string salt) => Edit(YamlEdit.Set(_text, File, ["encryptionsalt"], salt));

    /// <summary>Sets a value, or with a path a part of it.</summary>
    /// <param name="path">Keys and indices below the key; empty for the whole value.</param>
    public void Set(ConfigKey key, object[] path, PropertyValue value)
    {
        var content = ConfigValues.NodeOf(value);
        var current = _values.GetValueOrDefault(key).Value;
        // A plain value gives way to what the path makes of its key; further down a mistake is more likely.
        if (path.Length > 0 && (current is JsonValue || YamlValues.IsSecret(current)))
            (path, content) = ([], YamlPath.Set(null, path, content));
        Edit(YamlEdit.Set(_text, File, [.. Locate(key), .. path], content));
    }

    /// <summary>Removes a value or a part of it; nothing happens where there is none.</summary>
    public void Remove(ConfigKey key, object[] path)
    {
        if (Get(key, path) is not null)
            Edit(YamlEdit.Remove(_text, File, [.. Locate(key), .. path]));
    }

    /// <exception cref="UserFileException">Somebody has changed the file since it was read.</exception>
    public void ThrowIfChanged() => _file.ThrowIfChanged();

    /// <summary>Writes the file.</summary>
    /// <exception cref="UserFileException">Somebody has changed it since it was read.</exception>
    public void Save() => _file.Write(_text);

    private object[] Locate(ConfigKey key) =>
        ["config", _values.TryGetValue(key, out var at) ? at.Spelling : key.ToString()];

    private void Edit(string text)
    {
        _text = text;
        Reload();
    }

    private void Reload()
    {
        var map = YamlValues.Parse(_text, File);
        if (map?.GetText("secretsprovider") is { Length: > 0 } provider && provider != "passphrase")
        {
            throw new EngineException(
                $"could not read {File}: secrets provider '{provider}' is not supported, only passphrase");
        }
        EncryptionSalt = map?.GetText("encryptionsalt");
        _values.Clear();
        foreach (var (spelling, value) in (map?.Get("config") as YamlMappingNode ?? []).Children)
        {
            var name = ((YamlScalarNode)spelling).Value!;
            _values[ConfigKey.Parse(name, _project)] = (name, YamlValues.ToValue(value));
        }
    }
}
