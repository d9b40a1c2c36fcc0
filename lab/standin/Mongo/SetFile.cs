using Document = System.Collections.Generic.OrderedDictionary<string, object?>;

namespace StandIn.Mongo;

/// <summary>What a member must not forget when it restarts: the configuration, the term, and that of its vote.</summary>
/// <param name="path">Null forgets it.</param>
internal sealed class SetFile(string? path)
{
    public (SetConfig? Config, long Term, long Voted) Read()
    {
        if (path is null || !File.Exists(path))
            return (null, 0, 0);
        var saved = Bson.Read(File.ReadAllBytes(path));
        return (
            saved["config"] is Document config ? new SetConfig(config) : null, (long)saved["term"]!,
            (long)saved["voted"]!);
    }

    public void Write(SetConfig? config, long term, long voted)
    {
        if (path is null)
            return;
        File.WriteAllBytes(
            $"{path}.new", Bson.Write(new() { { "config", config?.Text }, { "term", term }, { "voted", voted } }));
        File.Move($"{path}.new", path, overwrite: true);
    }
}
