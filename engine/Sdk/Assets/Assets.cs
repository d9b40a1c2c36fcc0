using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Files for a resource: one (an asset) or several (an archive).</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive()
    {
    }
}

/// <summary>The content of one file.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset()
    {
    }
}

/// <summary>The content of several files.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive()
    {
    }
}

/// <summary>A local file; a relative path starts at the program's directory.</summary>
public sealed class FileAsset(string path) : Asset
{
    internal string Path { get; } = path;
}

/// <summary>A file of this text.</summary>
public sealed class StringAsset(string text) : Asset
{
    internal string Text { get; } = text;
}

/// <summary>A file to be fetched from an address.</summary>
public sealed class RemoteAsset(string uri) : Asset
{
    internal string Uri { get; } = uri;
}

/// <summary>A local directory or packed archive; a relative path starts at the program's directory.</summary>
public sealed class FileArchive(string path) : Archive
{
    internal string Path { get; } = path;
}

/// <summary>A packed archive to be fetched from an address.</summary>
public sealed class RemoteArchive(string uri) : Archive
{
    internal string Uri { get; } = uri;
}

/// <summary>An archive put together from other assets and archives, by path.</summary>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets) : Archive
{
    internal ImmutableDictionary<string, AssetOrArchive> Assets { get; } = assets.ToImmutableDictionary();
}
