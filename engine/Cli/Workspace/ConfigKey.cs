namespace Engine.Workspace;

/// <summary>A configuration key with its namespace: <c>namespace:name</c>.</summary>
internal readonly record struct ConfigKey(string Namespace, string Name)
{
    /// <summary>Reads a key; without a namespace it belongs to the project.</summary>
    /// <exception cref="EngineException">The text has too many colons.</exception>
    public static ConfigKey Parse(string text, string project) => text.Split(':') switch
    {
        [var name] => new ConfigKey(project, name),
        [var space, var name] => new ConfigKey(space, name),
        // The older spelling.
        [var space, "config", var name] => new ConfigKey(space, name),
        _ => throw new EngineException($"invalid configuration key: could not parse {text} as a configuration key"),
    };

    public override string ToString() => $"{Namespace}:{Name}";
}
