using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>The files of MongoDB over TLS that containers mount, from those that were given for them.</summary>
public sealed class MountedTlsTests : IDisposable
{
    private const string Mounted = "conf/services/ssl";
    private readonly Scratch _enterprise = new();

    public MountedTlsTests() => Directory.CreateDirectory(_enterprise.At("conf/mongodb"));

    public void Dispose() => _enterprise.Dispose();

    [Fact]
    public async Task Render_OfFilesThatWereGiven_MakesCopiesForEveryUserOfAnImage()
    {
        _enterprise.Write("conf/mongodb/ca.pem", "ca");
        _enterprise.Write("conf/mongodb/client.pem", "client");

        Assert.Equal(2, (await RunAsync("render_tls")).Split('\n').Length);
        Assert.Equal("ca", await File.ReadAllTextAsync(_enterprise.At($"{Mounted}/ca.pem")));
        Assert.Equal("644\n644", await RunAsync($"stat -c %a {Mounted}/*"));
        Assert.Equal("", await RunAsync("render_tls"));
    }

    /// <summary>A mount holds on to the file that it was made of, and a container that starts anew to its path.</summary>
    [Fact]
    public async Task Render_OfAChangedFile_LeavesTheOldOneToWhoHasItOpen()
    {
        _enterprise.Write("conf/mongodb/ca.pem", "ca");
        await RunAsync("render_tls");
        await using var open = File.OpenRead(_enterprise.At($"{Mounted}/ca.pem"));
        using var reader = new StreamReader(open);
        _enterprise.Write("conf/mongodb/ca.pem", "another");

        Assert.Equal($"changed: {_enterprise.At($"{Mounted}/ca.pem")}", await RunAsync("render_tls"));
        Assert.Equal("ca", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Old_FilesThatAreNoLongerGiven_AreNamedAndOthersNot()
    {
        _enterprise.Write("conf/mongodb/ca.pem", "ca");
        _enterprise.Write("conf/mongodb/client.pem", "client");
        await RunAsync("render_tls");
        File.Delete(_enterprise.At("conf/mongodb/client.pem"));

        Assert.Equal($"{Mounted}/client.pem", await RunAsync("render_tls; old_tls"));
    }

    [Fact]
    public async Task Render_WithoutSuchFiles_MakesNothing()
    {
        Assert.Equal("", await RunAsync("render_tls; old_tls"));
        Assert.False(Directory.Exists(_enterprise.At(Mounted)));
    }

    private async Task<string> RunAsync(string script) => (await Shell.RunAsync(["bash", "-c", $"""
        set -euo pipefail
        {StepScripts.Library("enterprise/render.sh")}
        {script}
        """], _enterprise.Path)).Succeeded().Trimmed;
}
