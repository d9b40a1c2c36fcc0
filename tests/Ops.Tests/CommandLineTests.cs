using System.CommandLine;
using System.ComponentModel;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Tests;

/// <summary>No error reaches the screen as a stack trace, and every one has its exit code.</summary>
public class CommandLineTests
{
    private const string Secret = "hunter2";

    public static TheoryData<Exception, string> Errors => new()
    {
        { new OpsException("app1 is away; start it"), "app1 is away; start it" },
        { new VmUnreachableException("app1: does not answer"), "app1: does not answer" },
        { new AggregateException(new OpsException("inner")), "inner" },
        { new FormatException($"The input string '{Secret}' was not right"), "FormatException in Enginsight" },
        { new KeyNotFoundException($"The given key '{Secret}' was not present"), "KeyNotFoundException in Enginsight" },
        { new IOException("No space left on device : '/x'"), "No space left on device : '/x'" },
        { new Win32Exception(2), "No such file or directory" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task RunAsync_CommandThatThrows_IsOneLineAndExitCode2(Exception error, string line)
    {
        var code = await CommandLine.RunAsync(["fail"], Root(() => throw error));

        Assert.Equal(ExitCode.CannotRun, code);
        var text = Describe(error);
        Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public async Task RunAsync_Interrupted_EndsAsShellsHaveIt() =>
        Assert.Equal(130, await CommandLine.RunAsync(["fail"], Root(() => throw new OperationCanceledException())));

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("fail --no-such-option")]
    [InlineData("fail one too many")]
    [InlineData("")]
    public async Task RunAsync_SomethingElseThanACommand_IsExitCode2(string typed) => Assert.Equal(
        ExitCode.CannotRun,
        await CommandLine.RunAsync(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries), Root(() => { })));

    /// <summary>As it is when it has been thrown.</summary>
    private static string Describe(Exception error)
    {
        try
        {
            throw error;
        }
        catch (Exception e)
        {
            return Failure.Describe(e);
        }
    }

    private static RootCommand Root(Action action)
    {
        var command = new Command("fail");
        command.SetAction(_ => action());
        return new RootCommand { command };
    }
}
