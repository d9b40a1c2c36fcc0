using Floor.Ssh;

namespace Floor.Tests.Ssh;

public sealed class OutputMarkTests
{
    [Theory]
    [InlineData("printf greeting", "a\n")]
    [InlineData("echo; echo a greeting of; echo lines", "")]
    public void Own_ShellThatGreets_IsTheScriptsAlone(string greeting, string own)
    {
        var mark = new OutputMark();

        var output = Shell.Run("sh", "-c", $"{greeting}\n{mark.Script}\nprintf '%s' '{own}'");

        Assert.Equal(own, mark.Own(output));
    }

    [Fact]
    public void Own_ScriptThatDidNotBegin_IsNone()
    {
        Assert.Null(new OutputMark().Own(Shell.Run("sh", "-c", new OutputMark().Script)));
    }
}
