using System.Security.Cryptography;
using Enginsight.Infra.Bundles;

namespace Enginsight.Infra.Tests.Bundles;

/// <summary>A small bundle in a project's folder that goes away, with the files of both roles and two images.</summary>
internal sealed class SomeBundle : IDisposable
{
    public const string Ui = "registry.enginsight.com/enginsight/ui-m1:7.17.12";
    private readonly Scratch _project = new();
    private readonly List<string> _lines = ["# suite bookworm amd64"];

    public SomeBundle()
    {
        Directory.CreateDirectory(At("packages"));
        Directory.CreateDirectory(At("images"));
        Add("packages/nginx.deb", "nginx", "load-balancer");
        Add("packages/curl.deb", "curl", "enterprise load-balancer");
        Add("packages/redis.deb", "redis", "database");
        Add("images/a.tar.gz", "layer of all", $"{Ui} registry.enginsight.com/enginsight/server-m2:7.17.31");
        Add("images/b.tar.gz", new string('x', 3_000_000), "registry.enginsight.com/enginsight/server-m2:7.17.31");
        Add("airgap.versions", "ui-m1:7.17.12\n", "");
    }

    /// <summary>The project's folder, which the setting is below.</summary>
    public string Project => _project.Path;

    public string Folder => At("");

    public string At(string file) => Path.Combine(_project.Path, "bundle", file);

    /// <summary>Adds a file, or replaces one, with its line.</summary>
    public void Add(string file, string content, string words)
    {
        File.WriteAllText(At(file), content);
        var sum = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(At(file))));
        _lines.RemoveAll(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(file));
        _lines.Add($"{sum} {content.Length,11} {4096,11} {file} {words}".TrimEnd());
        Write();
    }

    /// <summary>Changes the list as if the bundle had been made so.</summary>
    public void EditList(string from, string to)
    {
        for (var i = 0; i < _lines.Count; i++)
            _lines[i] = _lines[i].Replace(from, to, StringComparison.Ordinal);
        Write();
    }

    public void Dispose() => _project.Dispose();

    private void Write() =>
        File.WriteAllText(At("list"), BundleList.Sealed(string.Concat(_lines.Select(line => $"{line}\n"))));
}
