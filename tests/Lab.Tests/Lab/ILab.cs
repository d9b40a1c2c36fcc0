namespace Enginsight.Lab.Tests.Lab;

/// <summary>A lab that a test can bring up with another project than this one.</summary>
public interface ILab
{
    /// <summary>The project whose scripts are run: this one, or a copy of it that a test has changed.</summary>
    string Project { get; set; }

    /// <summary>./scripts/up for this stack.</summary>
    Task<CommandResult> UpAsync(params string[] options);

    /// <summary>A verb of ./scripts/pulumi for this stack.</summary>
    Task<CommandResult> PulumiAsync(params string[] arguments);
}
