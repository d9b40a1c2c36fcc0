using Document = System.Collections.Generic.OrderedDictionary<string, object?>;

namespace StandIn.Mongo;

internal sealed record SetMember(string Host, int Votes, double Priority);

/// <summary>Who is in a replica set, as its configuration has it.</summary>
internal sealed class SetConfig
{
    public SetConfig(Document document)
    {
        Text = document;
        Version = Convert.ToInt64(document.GetValueOrDefault("version") ?? 1);
        Members =
        [
            .. (document.GetValueOrDefault("members") as IEnumerable<object?> ?? []).OfType<Document>().Select(
                member => new SetMember(
                    (string)member["host"]!,
                    Convert.ToInt32(member.GetValueOrDefault("votes") ?? 1),
                    Convert.ToDouble(member.GetValueOrDefault("priority") ?? 1))),
        ];
    }

    public Document Text { get; }

    public long Version { get; }

    public IReadOnlyList<SetMember> Members { get; }

    public IEnumerable<SetMember> Voters => Members.Where(member => member.Votes > 0);

    public int Majority => (Voters.Count() / 2) + 1;

    private Document Settings => Text.GetValueOrDefault("settings") as Document ?? [];

    public object? Id => Settings.GetValueOrDefault("replicaSetId");

    /// <summary>MongoDB's own default.</summary>
    public TimeSpan ElectionTimeout => TimeSpan.FromMilliseconds(
        Convert.ToDouble(Settings.GetValueOrDefault("electionTimeoutMillis") ?? 10_000));

    /// <summary>A configuration as it is first given, with all that the server adds to it.</summary>
    public static SetConfig Complete(Document given, object? id)
    {
        var text = new Document(given);
        text["version"] = text.GetValueOrDefault("version") ?? 1;
        var members = given["members"] as IEnumerable<object?> ?? [];
        var settings = given.GetValueOrDefault("settings") as Document ?? [];
        text["members"] = members.OfType<Document>().Select(Completed).ToList();
        text["settings"] = new Document(settings) { ["replicaSetId"] = id };
        return new SetConfig(text);
    }

    /// <summary>What is wrong with it as what follows this one; null where nothing is.</summary>
    public string? FlawOf(SetConfig next)
    {
        if (next.Version <= Version)
            return $"version {next.Version} should be higher than {Version}";
        var changed = Voters.Select(member => member.Host).ToHashSet();
        changed.SymmetricExceptWith(next.Voters.Select(member => member.Host));
        return changed.Count > 1
            ? "Non force replica set reconfig can only add or remove at most 1 voting member"
            : next.Flaw();
    }

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public string? Flaw()
    {
        if (Voters.Count() > 7)
            return "Replica set configuration contains more than 7 voting members";
        if (Members.Any(member => member is { Votes: 0, Priority: > 0 }))
            return "priority must be 0 when non-voting (votes:0)";
        return Members.Select(member => member.Host).Distinct().Count() == Members.Count
            ? null
            : "Found two member configurations with the same host";
    }

    private static object? Completed(Document member, int index) => new Document(member)
    {
        ["_id"] = member.GetValueOrDefault("_id") ?? index,
        ["votes"] = member.GetValueOrDefault("votes") ?? 1,
        ["priority"] = member.GetValueOrDefault("priority") ?? 1,
        ["tags"] = member.GetValueOrDefault("tags") ?? new Document(),
    };
}
