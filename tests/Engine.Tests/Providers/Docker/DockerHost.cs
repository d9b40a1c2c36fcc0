namespace Engine.Tests.Providers.Docker;

/// <summary>The Docker engine of this machine, with a small image made of this machine's own shell.</summary>
public sealed class DockerHost : IDisposable
{
    private static readonly string[] Programs = ["sh", "sleep", "cat", "stat", "touch", "hostname"];

    public DockerHost()
    {
        Assert.True(
            File.Exists("/var/run/docker.sock"),
            "these tests need a Docker engine at /var/run/docker.sock; the test script starts one");
        // A shell and what it is linked against, following links: enough of a system to run in a container.
        Shell.Run(
            "sh", "-c",
            $"set -e; cd /; files=\"$(for p in {string.Join(' ', Programs)}; do command -v $p; ldd $(command -v $p) "
            + "| grep -o '/[^ ]*'; done | sort -u | sed 's,^/,,') bin/sh\"; "
            + $"tar -chf - $files | docker import -c 'CMD [\"sleep\", \"300\"]' - {Image}");
    }

    public string Image { get; } = $"engine-tests:{Guid.NewGuid():N}";

    /// <summary>A name that no other test and no earlier run has used.</summary>
    public static string NewName() => $"engine-tests-{Guid.NewGuid():N}"[..24];

    /// <summary>
    /// One of the 8,192 smallest subnets of the range for benchmarks (RFC 2544), which no network in use has: neither a
    /// lab's nor, as good as ever, that of another run at the same time. And an address in it.
    /// </summary>
    public static (string Subnet, string Address) NewSubnet()
    {
        var (second, third, last) = (System.Random.Shared.Next(18, 20), System.Random.Shared.Next(256),
            System.Random.Shared.Next(16) * 16);
        return ($"198.{second}.{third}.{last}/28", $"198.{second}.{third}.{last + 9}");
    }

    /// <summary>What the docker command prints of a thing, by a format.</summary>
    public static string Inspect(string id, string format) => Shell.Run("docker", "inspect", "-f", format, id).Trim();

    public static string In(string container, string command) =>
        Shell.Run("docker", "exec", container, "sh", "-c", command).TrimEnd();

    public static bool Exists(string kind, string id) =>
        Shell.Run("docker", kind, "ls", "-q", "--filter", $"{(kind == "volume" ? "name" : "id")}={id}").Length > 0;

    public void Dispose() => Shell.Run("docker", "image", "rm", "-f", Image);
}
