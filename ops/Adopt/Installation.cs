using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Enginsight.Ops.Versions;

namespace Enginsight.Ops.Adopt;

/// <summary>The files of an existing installation, as read.sh brings them. They hold secrets.</summary>
internal sealed partial class Installation
{
    public const string Folder = "/opt/enginsight/enterprise";
    private const string Running = "conf/services/config.json.production";
    private const string Template = "conf/services/config.json";
    private const string UserInterface = "conf/ui-m1/environment.js";
    private const string Compose = "docker-compose.yml";
    private const string Override = "docker-compose.override.yml";
    private const string Variables = ".env";
    private const string DockerLogins = "docker-logins";
    private const string RunningImages = "running-images";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly Dictionary<string, string> _files;

    private Installation(Dictionary<string, string> files)
    {
        _files = files;
        ConfigurationFile = files.ContainsKey(Running) ? Running : Template;
        Configuration = Parse(ConfigurationFile, Fill(Required(ConfigurationFile)));
        ComposeText = Required(Compose);
    }

    /// <summary>Which of the two config.json is used: the one that the containers read, where there is one.</summary>
    public string ConfigurationFile { get; }

    /// <summary>config.json with its placeholders filled in.</summary>
    public JsonElement Configuration { get; }

    public string ComposeText { get; }

    /// <summary>The key that the user interface shows to Google's reCAPTCHA; null where it is empty.</summary>
    public string? RecaptchaKey => new[] { $"{UserInterface}.production", UserInterface }
        .Select(file => RecaptchaLine().Match(_files.GetValueOrDefault(file, "")))
        .FirstOrDefault(match => match.Success)?.Groups["key"].Value;

    /// <param name="output">One line per file: its path, and its content in base64.</param>
    /// <exception cref="OpsException">A file is missing or cannot be read; the message never quotes one.</exception>
    public static Installation Read(string output) => new(output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ', 2))
        .ToDictionary(words => words[0], words => Encoding.UTF8.GetString(Convert.FromBase64String(words[1]))));

    /// <summary>A value of config.json as text; null where it is missing or empty.</summary>
    public string? Text(params string[] path)
    {
        var element = Configuration;
        foreach (var name in path)
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        var text = element.ValueKind is JsonValueKind.String ? element.GetString()! : element.GetRawText();
        return text.Length == 0 || element.ValueKind is JsonValueKind.Null ? null : text;
    }

    /// <summary>
    /// A value that setup.sh keeps in a file of its own, such as JWT_SECRET; null where there is none.
    /// </summary>
    public string? Default(string name) =>
        _files.GetValueOrDefault($"conf/DEFAULT_{name}.conf")?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>
    /// The services' images: of the compose files with their variables, or where these do not tell, of what runs.
    /// </summary>
    public ImmutableArray<ComposeImage> Images()
    {
        var variables = ComposeFile.Variables(_files.GetValueOrDefault(Variables, ""));
        var running = _files.GetValueOrDefault(RunningImages, "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2)).Where(words => words.Length == 2)
            .ToLookup(words => words[0], words => words[1].Trim());
        var images = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in new[] { Compose, Override }.Where(_files.ContainsKey))
        {
            foreach (var (service, image) in ComposeFile.Images(_files[file], file, variables) ?? [])
            {
                images[service] = VersionList.TagOf(image) is null && running[service].FirstOrDefault() is { } runs
                    ? runs
                    : image;
            }
        }

        return [.. images.Select(item => new ComposeImage(item.Key, item.Value))];
    }

    /// <summary>User and password of a registry, as docker login has left them for root.</summary>
    public (string User, string Password)? LoginAt(string registry)
    {
        if (!_files.TryGetValue(DockerLogins, out var text) || !TryParse(text, out var logins))
            return null;
        if (!logins.TryGetProperty("auths", out var auths) || !auths.TryGetProperty(registry, out var login)
            || !login.TryGetProperty("auth", out var auth) || auth.GetString() is not { Length: > 0 } encoded)
            return null;
        var decoded = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, decoded, out var length))
            return null;
        var words = Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2);
        return words is [{ Length: > 0 } user, { Length: > 0 } password] ? (user, password) : null;
    }

    private string Required(string file) => _files.TryGetValue(file, out var text)
        ? text
        : throw new OpsException(
            $"{Folder}/{file} is missing; is Enginsight installed on this VM, and has setup.sh been run?");

    private string Fill(string text) => Placeholder().Replace(text, match =>
        Default(match.Groups[1].Value) is { } value ? JsonEncodedText.Encode(value).ToString() : match.Value);

    /// <summary>The vendor's files are edited by hand: comments and commas too many are forgiven.</summary>
    private static JsonElement Parse(string file, string text)
    {
        try
        {
            return JsonDocument.Parse(text, Lenient).RootElement;
        }
        catch (JsonException e)
        {
            // The exception's own message may quote what it stumbled over.
            throw new OpsException($"{file} is not valid JSON, line {e.LineNumber + 1}");
        }
    }

    /// <summary>A login that cannot be read keeps nothing else from being taken over.</summary>
    private static bool TryParse(string text, out JsonElement element)
    {
        try
        {
            element = JsonDocument.Parse(text, Lenient).RootElement;
            return element.ValueKind is JsonValueKind.Object;
        }
        catch (JsonException)
        {
            element = default;
            return false;
        }
    }

    [GeneratedRegex("""^\s*["']?recaptchaKey["']?\s*:\s*(["'])(?<key>[A-Za-z0-9_-]+)\1""", RegexOptions.Multiline)]
    private static partial Regex RecaptchaLine();

    [GeneratedRegex("%%([A-Z_]+)%%")]
    private static partial Regex Placeholder();
}
