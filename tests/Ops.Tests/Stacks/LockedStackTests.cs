using System.Text.Json;

namespace Enginsight.Ops.Tests.Stacks;

/// <summary>Nothing is changed, and nothing is read for a change, while somebody else has the stack.</summary>
public sealed class LockedStackTests : IDisposable
{
    private readonly OpsProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("repair prod --yes")]
    [InlineData("forget prod app3 --yes")]
    [InlineData("rollback prod --yes")]
    [InlineData("adopt prod app1 --yes")]
    [InlineData("update-versions prod --yes")]
    [InlineData("failover-drill prod")]
    [InlineData("cutover-check prod --pin --yes")]
    public void Tool_ThatChangesSomething_WaitsForWhoeverHasTheLock(string command)
    {
        _project.Lock();

        var (code, _, error) = _project.Run(command);

        Assert.Equal(2, code);
        Assert.StartsWith("error: prod is locked by me@elsewhere (pid 4711) since 2026-01-0", error,
            StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Empty(_project.Calls);
        Assert.Single(Directory.GetFiles(_project.Locks));
    }

    [Fact]
    public void UpdateVersions_ThatFailsHalfWay_WritesNothing()
    {
        File.WriteAllText(_project.At("config.json"), Config());
        File.WriteAllText(_project.At("list"), "server-m2:7.17.40\nui-m1:7.17.41\n");
        File.WriteAllText(_project.At("set-fails"), "1");
        var before = File.ReadAllText(_project.StackFile);

        var (code, _, _) = _project.Run("update-versions prod --from list --yes");

        Assert.Equal(2, code);
        Assert.Contains(_project.Calls, call => call.StartsWith("pulumi config set", StringComparison.Ordinal));
        Assert.Equal(before, File.ReadAllText(_project.StackFile));
        Assert.Empty(Directory.GetFiles(_project.Locks));
    }

    /// <summary>As the CLI prints it.</summary>
    private static string Config() => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["acceptEula"] = "true",
        ["appDomain"] = "app.example.org",
        ["apiDomain"] = "api.example.org",
        ["lab"] = """{"network":"10.0.0.0/24","registryAddress":"10.0.0.40"}""",
        ["registry"] = """{"server":"10.0.0.40:5000"}""",
        ["loadBalancer"] = """{"host":"10.0.0.10"}""",
        ["appServers"] = """[{"name":"app1","host":"10.0.0.11"},{"name":"app2","host":"10.0.0.12"}]""",
        ["services"] = """{"host":"10.0.0.20"}""",
        ["database"] = """{"host":"10.0.0.30"}""",
    }.ToDictionary(item => $"enginsight-infra:{item.Key}", item => new { value = item.Value, secret = false }));
}
