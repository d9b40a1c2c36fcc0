namespace Engine.Tests.Cli;

/// <summary>Tests that change environment variables, which are the whole process's: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessEnvironment
{
    public const string Name = "process environment";
}
