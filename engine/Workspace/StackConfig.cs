using Engine.Properties;
using YamlDotNet.RepresentationModel;

namespace Engine.Workspace;

/// <summary>
/// A stack's configuration file. Edits change the text where they must and keep all else, comments and order included;
/// Save writes it.
/// </summary>
internal sealed class StackConfig
{
    private readonly string _project;
    private string _text;

    private StackConfig(string file, string project, string text)
    {
        File = file;
        _project = project;
        _text = text;
        Reload();
    }

    public string File { get; }

    /// <summary>The passphrase provider's salt; null where no secret was ever set.</summary>
    public string? EncryptionSalt { get; private set; }

    /// <summary>The values in file order. A secret is a SecretValue of its ciphertext.</summary>
    public IReadOnlyList<KeyValuePair<ConfigKey, PropertyValue>> Values { get; private set; } = [];

    /// <summary>Reads a stack's file; where it is missing, the configuration is empty.</summary>
    /// <exception cref="EngineException">The file is no stack configuration.</exception>
    public static StackConfig Load(string file, string project) =>
        new(file, project, System.IO.File.Exists(file) ? System.IO.File.ReadAllText(file) : "");

    public PropertyValue? Get(ConfigKey key) =>
        Values.Where(item => item.Key == key).Select(item => item.Value).FirstOrDefault();

    public void SetEncryptionSalt(string salt)
    {
        _text = $"encryptionsalt: {salt}\n{_text}";
        Reload();
    }

    public void Save() => PrivateFile.WriteText(File, _text);

    private void Reload()
    {
        var map = YamlValues.Parse(_text, File);
        if (map?.GetText("secretsprovider") is { Length: > 0 } provider && provider != "passphrase")
            throw new EngineException($"could not read {File}: secrets provider '{provider}' is not supported, only passphrase");
        EncryptionSalt = map?.GetText("encryptionsalt");
        Values = map?.Get("config") is not YamlMappingNode config ? [] :
        [
            .. config.Children.Select(item => KeyValuePair.Create(
                ConfigKey.Parse(((YamlScalarNode)item.Key).Value!, _project), YamlValues.ToValue(item.Value))),
        ];
    }
}
