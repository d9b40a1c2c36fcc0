using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>What the firewall's steps read from a VM's folder firewall.d.</summary>
public class FirewallScriptTests : IDisposable
{
    private readonly Scratch _files = new();

    public FirewallScriptTests()
    {
        Directory.CreateDirectory(_files.At("firewall.d"));
        Directory.CreateDirectory(_files.At("owners/firewall"));
    }

    public void Dispose() => _files.Dispose();

    /// <summary>A slip in the URI, or a move, must not open what runs on the port before.</summary>
    [Theory]
    [InlineData(null, "27017 6379")]
    [InlineData("", "27017 6379")]
    [InlineData("27018 27017 6379\n", "27017 6379 27018")]
    public async Task Ports_ThatWereClosedOnce_StayClosed(string? before, string all)
    {
        if (before is not null)
            _files.Write("firewall.d/closed", before);

        var ports = await RunAsync(
            "ports='27017 6379'", "closed=firewall.d/closed; all_ports", "remote/places.sh", "database/closed-ports.sh");

        Assert.Equal(all, ports);
    }

    /// <summary>app2 was at .12; .13 has been another VM's; .14 is somebody's own file.</summary>
    [Theory]
    [InlineData(
        @"db-allow-app1 10.0.0.11\ndb-allow-app2 10.0.0.22\ndb-allow-services 10.0.0.20", "10.0.0.12\n10.0.0.21")]
    [InlineData("db-allow-services 10.0.0.20", "10.0.0.21")]
    public async Task FormerAddresses_AreThoseOfClientsThatMoved(string clients, string former)
    {
        foreach (var (key, owner) in new[]
        {
            ("10.0.0.11", "db-allow-app1"), ("10.0.0.12", "db-allow-app2"), ("10.0.0.13", "db-allow-app3"),
            ("10.0.0.20", "db-allow-services"), ("10.0.0.21", "db-allow-services"),
        })
        {
            _files.Write($"firewall.d/{key}", key);
            _files.Write($"owners/firewall/{key}", owner + "\n");
        }

        _files.Write("firewall.d/10.0.0.14", "10.0.0.14");
        _files.Write("firewall.d/closed", "27017");

        var found = await RunAsync(
            $"step=x clients=$'{clients}'",
            "firewall_d=firewall.d owners=owners; former_addresses",
            "remote/places.sh",
            "remote/ownership.sh",
            "database/client-file.sh",
            "database/moved-clients.sh");

        Assert.Equal(former, found);
    }

    /// <param name="variables">What the files need, as shell words.</param>
    private async Task<string> RunAsync(string variables, string command, params string[] files) =>
        (await Shell.RunAsync(
            ["bash", "-c", $"set -euo pipefail; {variables}\n{StepScripts.Library(files)}\n{command}"], _files.Path))
        .Succeeded().Trimmed;
}
