using System.Globalization;

namespace Enginsight.Ops.Cutover;

/// <summary>What a VM said about itself: names, each with one value or several.</summary>
internal sealed class Facts
{
    private readonly ILookup<string, string> _values;

    private Facts(ILookup<string, string> values) => _values = values;

    /// <param name="output">A name and a value on each line.</param>
    public static Facts Parse(string output) => new(output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ', 2))
        .ToLookup(words => words[0], words => words.Length > 1 ? words[1].Trim() : ""));

    /// <summary>The value of a name; null where there is none, or an empty one.</summary>
    public string? this[string name] => _values[name].FirstOrDefault() is { Length: > 0 } value ? value : null;

    public IEnumerable<string> All(string name) => _values[name];

    public bool Has(string name) => this[name] is not null;

    /// <summary>The first word as a number; 0 where it is none.</summary>
    public long Number(string name, int word = 0) =>
        long.TryParse(this[name]?.Split(' ').ElementAtOrDefault(word), CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    /// <summary>Who listens on a port, beyond the loopback interface or anywhere.</summary>
    public IEnumerable<Listener> Listeners(int port) => All("listen")
        .Select(line => line.Split(' '))
        .Where(words => words[0] == port.ToString(CultureInfo.InvariantCulture))
        .Select(words => new Listener(words[1], words.ElementAtOrDefault(2) ?? ""));

    /// <summary>Compose services (project/service) whose containers publish a port.</summary>
    public IEnumerable<string> ContainersAt(int port) => All("container")
        .Where(line => line.Contains($":{port}->", StringComparison.Ordinal))
        .Select(line => line.Split(' ')[0]);
}

/// <param name="Address">Local address of the socket.</param>
/// <param name="Program">Name of the process; empty where it is not known.</param>
internal sealed record Listener(string Address, string Program)
{
    public bool IsLoopback => Address is "127.0.0.1" or "[::1]";
}
