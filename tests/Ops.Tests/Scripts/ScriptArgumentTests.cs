using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Tests.Scripts;

/// <summary>What scripts/* make of what is typed.</summary>
public sealed class ScriptArgumentTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    /// <summary>Every script that is typed; what is sourced is none.</summary>
    public static TheoryData<string> Scripts =>
        [.. Directory.GetFiles(Path.Combine(PulumiCli.Root, "scripts")).Select(Path.GetFileName).OfType<string>()
            .Where(name => name is not ("lib" or "pulumi" or "api-surface"))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Help_WithoutStackDockerOrSdk_SaysWhatTheScriptDoes(string script)
    {
        // Nothing but the shell's own tools: whoever asks for help may have none of the others yet.
        var tools = Directory.CreateDirectory(Path.Combine(_folder.Root, "bin")).FullName;
        foreach (var tool in new[] { "bash", "sed", "dirname", "basename", "id", "grep" })
            File.CreateSymbolicLink(Path.Combine(tools, tool), $"/usr/bin/{tool}");

        var (code, output, error) = _folder.Run(script, "--help", $"PATH={tools}");

        Assert.Equal((0, ""), (code, error));
        Assert.DoesNotContain("#", output, StringComparison.Ordinal);
        Assert.Matches(@"\A[A-Z][^\n]{30,}", output);
        Assert.False(Directory.Exists(Path.Combine(_folder.Root, ".artifacts")), "it has built something");
        Assert.False(Directory.Exists(Path.Combine(_folder.Root, ".state")), "it has made a state");
    }

    /// <summary>With the Pulumi CLI, each login is tried once before it does; without it, nobody needs that.</summary>
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)] // left by a CLI that is gone
    [InlineData(true, true, true)]
    public void Up_PulumiCli_IsUsedWhereItIsAllThere(bool hasHome, bool hasCli, bool isUsed)
    {
        _folder.Recording().WithStack("prod").WithState("prod");
        var bin = Path.Combine(_folder.Root, ".pulumi", "bin");
        if (hasHome)
            Directory.CreateDirectory(bin);
        if (hasCli)
        {
            File.WriteAllText(Path.Combine(bin, "pulumi"), "");
            File.SetUnixFileMode(Path.Combine(bin, "pulumi"), (UnixFileMode)0b111_101_101);
        }

        File.WriteAllText(
            Path.Combine(_folder.Root, ".state", ".pulumi", "stacks", "enginsight-infra", "prod.json"),
            """{"type": "command:remote:Command"}""");

        _folder.Run("up", "prod", "PATH=/usr/bin:/bin");

        Assert.Equal(isUsed, _folder.Calls.Contains("ops logins prod"));
    }

    /// <summary>A login shell that runs nothing is found before the state says that all is done.</summary>
    [Theory]
    [InlineData("prod", true)]
    [InlineData("lab", false)]
    public void Up_ForTheFirstTime_TriesTheLoginsOfVmsThatAreThere(string stack, bool isTried)
    {
        _folder.Recording().WithStack("prod").WithState("prod").WithStack("lab", isLab: true).WithState("lab");

        _folder.Run("up", stack, "PATH=/usr/bin:/bin");

        Assert.Equal(isTried, _folder.Calls.Contains($"ops logins {stack}"));
    }

    [Theory]
    [InlineData("preview", "--diff", "pulumi preview -s lab --diff")]
    [InlineData("preview", "--diff prod", "pulumi preview -s prod --diff")]
    [InlineData("preview", "prod --diff", "pulumi preview -s prod --diff")]
    [InlineData("preview", "--parallel 4 prod", "pulumi preview -s prod --parallel 4")]
    [InlineData("preview", "-s prod --diff", "pulumi preview -s prod --diff")]
    [InlineData("preview", "--stack=prod", "pulumi preview -s prod")]
    [InlineData("up", "--yes prod", "pulumi up -s prod --yes")]
    [InlineData("up", "", "pulumi up -s lab --yes")]
    [InlineData("up", "--repair prod", "ops repair prod")]
    [InlineData("up", "prod --yes --repair", "ops repair prod --yes")]
    [InlineData("destroy", "prod --all", "pulumi destroy -s prod")]
    [InlineData("status", "--all", "ops status lab --all")]
    [InlineData("status", "prod --all", "ops status prod --all")]
    [InlineData("update-versions", "--from file.yml", "ops update-versions lab --from file.yml")]
    [InlineData("update-versions", "--from file.yml prod --yes", "ops update-versions prod --from file.yml --yes")]
    [InlineData("failover-drill", "--kind network", "ops failover-drill lab --kind network")]
    [InlineData("forget", "prod app3 --yes", "ops forget prod app3 --yes")]
    [InlineData("forget", "--yes prod app3", "ops forget prod --yes app3")]
    [InlineData("adopt", "prod app1", "ops adopt prod app1")]
    public void Script_StackAndOptionsInAnyOrder_ReachWhatDoesTheWork(string script, string typed, string call)
    {
        _folder.Recording().WithStack("lab", isLab: true).WithState("lab").WithStack("prod").WithState("prod");

        var (code, _, error) = _folder.Run(script, typed);

        Assert.True(code == 0, error);
        Assert.Contains(call, _folder.Calls);
    }

    /// <summary>The page is for whoever typed its name, wherever he stands.</summary>
    [Theory]
    [InlineData("failover-drill", "--report drill.html", "ops failover-drill lab --report CALLER/drill.html")]
    [InlineData("failover-drill", "--report drill.html prod", "ops failover-drill prod --report CALLER/drill.html")]
    [InlineData("failover-drill", "--report --vm lb prod", "ops failover-drill prod --report --vm lb")]
    [InlineData("status", "prod --report ../s.html --all", "ops status prod --report CALLER/../s.html --all")]
    [InlineData("status", "--report=s.html prod", "ops status prod --report=CALLER/s.html")]
    [InlineData("status", "--report /s.html", "ops status lab --report /s.html")]
    [InlineData("status", "prod --report", "ops status prod --report")]
    public void Script_Report_IsWhereItWasTyped(string script, string typed, string call)
    {
        _folder.Recording().WithStack("lab", isLab: true).WithState("lab").WithStack("prod").WithState("prod");
        _folder.Caller = Directory.CreateDirectory(Path.Combine(_folder.Root, "elsewhere")).FullName;

        var (code, _, error) = _folder.Run(script, typed);

        Assert.True(code == 0, error);
        Assert.Equal([call.Replace("CALLER", _folder.Caller, StringComparison.Ordinal)], _folder.Calls);
    }

    [Theory]
    [InlineData("status", "nosuch", "stacks/Pulumi.nosuch.yaml is missing")]
    [InlineData("preview", "a/b", "'a/b' is no name of a stack")]
    [InlineData("up", "-s", "-s needs the name of a stack")]
    [InlineData("up", "-s prod -s lab", "two stacks are named, prod and lab")]
    [InlineData("adopt", "prod", "name the stack and the app server")]
    [InlineData("adopt", "prod --yes", "name the stack and the app server")]
    [InlineData("forget", "prod", "name the stack and the VM")]
    public void Script_SomethingElseThanItTakes_IsOneLineAndExitCode2(string script, string typed, string message)
    {
        _folder.Recording().WithStack("prod").WithState("prod");

        var (code, _, error) = _folder.Run(script, typed);

        Assert.Equal(2, code);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains(message, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(_folder.Calls);
    }
}
