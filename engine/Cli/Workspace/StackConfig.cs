using System.Diagnostics;
using System.Text;
using Engine.Files;
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
    private readonly Dictionary<ConfigKey, string> _spellings = [];
    private readonly bool _hasCarriageReturns;
    private string _text;

    private StackConfig(string file, string project, string text)
    {
        File = file;
        _project = project;
        _hasCarriageReturns = text.Contains("\r\n", StringComparison.Ordinal);
        _text = text.ReplaceLineEndings("\n");
        Reload();
    }

    public string File { get; }

    /// <summary>The passphrase provider's salt; null where no secret was ever set.</summary>
    public string? EncryptionSalt { get; private set; }

    /// <summary>The values in file order. A secret is a SecretValue of its ciphertext.</summary>
    public IReadOnlyList<KeyValuePair<ConfigKey, PropertyValue>> Values { get; private set; } = [];

    /// <summary>Reads a stack's file; where it is missing, the configuration is empty.</summary>
    /// <exception cref="EngineException">The file is no stack configuration.</exception>
    public static StackConfig Load(string file, string project) => new(
        file, project, System.IO.File.Exists(file) ? System.IO.File.ReadAllText(file) : "");

    public PropertyValue? Get(ConfigKey key) =>
        Values.Where(item => item.Key == key).Select(item => item.Value).FirstOrDefault();

    public void SetEncryptionSalt(string salt) => Edit(YamlEdit.Set(_text, File, ["encryptionsalt"], salt));

    /// <summary>Sets a value, or with a path a part of it.</summary>
    /// <param name="path">Keys and indices below the key; empty for the whole value.</param>
    public void Set(ConfigKey key, IReadOnlyList<object> path, PropertyValue value)
    {
        // A plain value gives way to what the path makes of its key; further down a mistake is more likely.
        if (path.Count > 0 && Get(key) is not (null or NullValue or ObjectValue or ArrayValue))
            (path, value) = ([], YamlPath.Set(null, path, value));
        if (Get(key) is { } current && path.Count > 0)
            _ = YamlPath.Set(current, path, value);
        Edit(YamlEdit.Set(_text, File, [.. Locate(key), .. path], value));
    }

    /// <summary>Removes a value or a part of it; nothing happens where there is none.</summary>
    public void Remove(ConfigKey key, IReadOnlyList<object> path)
    {
        if (YamlPath.Get(Get(key), path) is not null)
            Edit(YamlEdit.Remove(_text, File, [.. Locate(key), .. path]));
    }

    /// <summary>Writes the file. It stays where a link leads, and keeps its mode, its owner and its line ends.</summary>
    public void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var named = new FileInfo(File);
        var file = named.LinkTarget is null ? File : named.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        var temporary = $"{file}.{Environment.ProcessId}.tmp";
        if (System.IO.File.Exists(file))
            CopyWithOwner(file, temporary);
        using (var stream = new FileStream(temporary, FileMode.Create))
        {
            stream.Write(Encoding.UTF8.GetBytes(_hasCarriageReturns ? _text.ReplaceLineEndings("\r\n") : _text));
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(temporary, file, overwrite: true);
        if (!OperatingSystem.IsWindows())
            Posix.SyncDirectory(Path.GetDirectoryName(file)!);
    }

    /// <summary>By the one program that knows of all that a file has besides its text.</summary>
    private static void CopyWithOwner(string file, string copy)
    {
        using var process = Process.Start("cp", ["-p", file, copy]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new EngineException($"could not write {file}: cp -p failed, so it is left as it is");
    }

    private object[] Locate(ConfigKey key) => ["config", _spellings.GetValueOrDefault(key, key.ToString())];

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
        var values = new List<KeyValuePair<ConfigKey, PropertyValue>>();
        _spellings.Clear();
        foreach (var (name, value) in (map?.Get("config") as YamlMappingNode ?? []).Children)
        {
            var spelling = ((YamlScalarNode)name).Value!;
            var key = ConfigKey.Parse(spelling, _project);
            _spellings[key] = spelling;
            values.Add(KeyValuePair.Create(key, YamlValues.ToValue(value)));
        }
        Values = values;
    }
}
