using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>The options of a connection string. Their names have no case.</summary>
internal sealed partial class MongoDbOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The options that name files, with these.</summary>
    public ImmutableArray<(string Option, string Path)> Files =>
    [
        .. _values.Where(option => option.Key.EndsWith("File", StringComparison.OrdinalIgnoreCase))
            .Select(option => (option.Key, option.Value)),
    ];

    public static MongoDbOptions Parse(string query)
    {
        var options = new MongoDbOptions();
        foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
            options.Add(option.Split('=', 2));
        return options;
    }

    /// <summary>Whether every % begins an escape.</summary>
    public static bool IsEscaped(string text) => !BareSign().IsMatch(text);

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw new FormatException($"has a value of {name} that is neither true nor false"),
    };

    /// <summary>The option has two names, an old and a new one.</summary>
    public bool? Tls() => (Flag("tls"), Flag("ssl")) switch
    {
        (true, false) or (false, true) => throw new FormatException("says tls and ssl, and not the same of both"),
        var (tls, ssl) => tls ?? ssl,
    };

    private void Add(string[] option)
    {
        // A name is worth showing only where it looks like one: what stands there may be part of a password.
        var name = Name().IsMatch(option[0]) ? option[0] : "an option";
        if (option.Length < 2 || option[0].Length == 0 || option[1].Length == 0)
            throw new FormatException($"has {name} without a value (NAME=VALUE, joined by &)");
        if (!option.All(IsEscaped))
            throw new FormatException($"has a % in {name} that begins no escape");
        var isNew = _values.TryAdd(option[0], Uri.UnescapeDataString(option[1]));
        if (!isNew && !option[0].Equals("readPreferenceTags", StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"has {name} twice");
    }

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex BareSign();

    [GeneratedRegex(@"\A[A-Za-z]{1,40}\z")]
    private static partial Regex Name();
}
