using Floor.Yaml;
using YamlDotNet.RepresentationModel;

namespace Engine.Workspace;

/// <summary>A project, as its Pulumi.yaml describes it.</summary>
internal sealed record Project
{
    public required string Name { get; init; }

    /// <summary>Path of the project file.</summary>
    public required string File { get; init; }

    /// <summary>Directory of the project file.</summary>
    public string RootDirectory => Path.GetDirectoryName(File)!;

    /// <summary>Directory that the program runs in.</summary>
    public required string MainDirectory { get; init; }

    /// <summary>Directory of the stacks' configuration files.</summary>
    public required string StackConfigDirectory { get; init; }

    /// <summary>Backend that the project names; null for the default.</summary>
    public string? BackendUrl { get; init; }

    /// <summary>The configuration file of a stack, whether it is there or not.</summary>
    public string StackFile(string stack) =>
        Path.Combine(StackConfigDirectory, $"Pulumi.{stack}{Path.GetExtension(File)}");

    /// <summary>The project of a directory or of the nearest one above it that has one.</summary>
    /// <exception cref="EngineException">There is none, or its file is wrong.</exception>
    public static Project Find(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            foreach (var name in new[] { "Pulumi.yaml", "Pulumi.yml" })
            {
                if (System.IO.File.Exists(Path.Combine(at.FullName, name)))
                    return Load(Path.Combine(at.FullName, name));
            }
        }
        throw new EngineException($"no Pulumi.yaml project file found (searching upwards from {directory})");
    }

    private static Project Load(string file)
    {
        var map = YamlValues.Parse(System.IO.File.ReadAllText(file), file)
            ?? throw new EngineException($"could not read {file}: it is empty");
        var name = map.GetText("name");
        if (string.IsNullOrEmpty(name))
            throw new EngineException($"could not read {file}: project is missing a 'name' attribute");
        if (map.Get("runtime") is null)
            throw new EngineException($"could not read {file}: project is missing a 'runtime' attribute");
        var root = Path.GetDirectoryName(file)!;
        // A string under config is the older spelling of stackConfigDir.
        var config = map.Get("config");
        if (config is YamlMappingNode { Children.Count: > 0 })
            throw new EngineException($"could not read {file}: 'config' declares configuration, which this engine does "
                + "not know; set the values in the stacks' files and take it away");
        var stacks = map.GetText("stackConfigDir") ?? (config as YamlScalarNode)?.Value ?? ".";
        var main = Path.GetFullPath(map.GetText("main") ?? ".", root);
        return new Project
        {
            Name = name,
            File = file,
            MainDirectory = Directory.Exists(main) ? main : Path.GetDirectoryName(main)!,
            StackConfigDirectory = Path.GetFullPath(stacks, root),
            BackendUrl = (map.Get("backend") as YamlMappingNode)?.GetText("url"),
        };
    }
}
