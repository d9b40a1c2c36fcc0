namespace Tests.Shared;

/// <summary>What a command did.</summary>
/// <param name="Command">The command as a person would type it.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error, TimeSpan Duration)
{
    /// <summary>Both outputs, standard error last.</summary>
    public string Text => Output + Error;

    /// <summary>Standard output without the space around it.</summary>
    public string Trimmed => Output.Trim();

    /// <summary>Fails the test, with all that the command printed, unless it ended with 0.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"'{Command}' should succeed:\n{this}");
        return this;
    }

    /// <summary>Fails the test unless the command failed.</summary>
    public CommandResult Failed()
    {
        Assert.True(ExitCode != 0, $"'{Command}' should fail:\n{this}");
        return this;
    }

    public override string ToString() =>
        $"$ {Command}\n{Output}{(Error.Length == 0 ? "" : $"--- stderr\n{Error}")}"
        + $"--- exit code {ExitCode}, {Duration.TotalSeconds:0.0} s";
}
