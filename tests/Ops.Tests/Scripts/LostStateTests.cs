namespace Enginsight.Ops.Tests.Scripts;

/// <summary>A state that is not found is no new site.</summary>
public sealed class LostStateTests : IDisposable
{
    private readonly ScriptFolder _folder = new ScriptFolder().Recording();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("up", "prod --yes")]
    [InlineData("up", "prod --repair")]
    [InlineData("preview", "prod")]
    [InlineData("destroy", "prod --yes")]
    [InlineData("cutover-check", "prod")]
    [InlineData("adopt", "prod app1")]
    [InlineData("update-versions", "prod")]
    [InlineData("rollback", "prod")]
    [InlineData("forget", "prod app3")]
    [InlineData("status", "prod")]
    [InlineData("drift", "prod")]
    [InlineData("failover-drill", "prod")]
    public void Script_StackFileWithASaltAndNoState_NamesTheBackendAndMakesNothing(string script, string typed)
    {
        _folder.WithStack("prod", hasSalt: true);
        var backend = Directory.CreateDirectory(Path.Combine(_folder.Root, "elsewhere")).FullName;

        var (code, _, error) = _folder.Run(script, typed, $"PULUMI_BACKEND_URL=file://{backend}");

        Assert.Equal(2, code);
        Assert.Contains($"its state is not found in file://{backend}: set PULUMI_BACKEND_URL", error,
            StringComparison.Ordinal);
        Assert.Empty(_folder.Calls);
        Assert.Empty(Directory.GetFileSystemEntries(backend));
    }

    [Theory]
    [InlineData("up", "prod")]
    [InlineData("preview", "prod")]
    [InlineData("cutover-check", "prod")]
    [InlineData("adopt", "prod app1")]
    public void Script_NewStack_GetsItsState(string script, string typed)
    {
        _folder.WithStack("prod");

        var (code, _, error) = _folder.Run(script, typed);

        Assert.True(code == 0, error);
        Assert.Equal("pulumi stack init prod", _folder.Calls[0]);
        Assert.True(_folder.Calls.Length > 1);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("drift")]
    [InlineData("rollback")]
    public void Script_NewStackThatWasNeverBroughtUp_SaysSoAndMakesNothing(string script)
    {
        _folder.WithStack("prod");

        var (code, _, error) = _folder.Run(script, "prod");

        Assert.Equal(2, code);
        Assert.Contains("it was never brought up; type ./scripts/up prod", error, StringComparison.Ordinal);
        Assert.Empty(_folder.Calls);
    }

    [Fact]
    public void Up_LabInAFreshClone_GetsItsStateThoughItsFileHasASalt()
    {
        _folder.WithStack("lab", hasSalt: true, isLab: true);

        Assert.Equal(0, _folder.Run("up", "").ExitCode);
        Assert.Contains("pulumi stack init lab", _folder.Calls);
    }

    [Theory]
    [InlineData("file://~/my%20state", "my state", "json")]
    [InlineData("file://~/state?no_tmp_dir=true", "state", "json")]
    [InlineData("file://ROOT/state", "state", "json.gz")]
    [InlineData("file://./state", "state", "json")]
    [InlineData("", ".state", "json")]
    public void Up_StateInABackendOfAnySpelling_IsFound(string url, string folder, string extension)
    {
        _folder.WithStack("prod", hasSalt: true).WithState("prod", folder, extension);

        var (code, _, error) = _folder.Run(
            "up", "prod", $"PULUMI_BACKEND_URL={url.Replace("ROOT", _folder.Root, StringComparison.Ordinal)}");

        Assert.True(code == 0, error);
        Assert.DoesNotContain("pulumi stack init prod", _folder.Calls);
    }

    [Theory]
    [InlineData("error: no stack named 'prod' found", false)]
    [InlineData("error: incorrect passphrase", true)]
    public void Up_BackendThatKeepsNoFiles_IsAskedItself(string answer, bool hasState)
    {
        _folder.WithStack("prod", hasSalt: true);
        var pulumi = Path.Combine(_folder.Root, "scripts", "pulumi");
        File.AppendAllText(pulumi, $"if [ \"$1 $2\" = 'stack output' ]; then echo \"{answer}\" >&2; exit 255; fi\n");

        var (code, _, error) = _folder.Run("up", "prod", "PULUMI_BACKEND_URL=s3://bucket");

        Assert.Equal(hasState ? 0 : 2, code);
        Assert.Equal(!hasState, error.Contains("its state is not found in s3://bucket", StringComparison.Ordinal));
        Assert.DoesNotContain("pulumi stack init prod", _folder.Calls);
    }
}
