using Floor.Backends;

namespace Enginsight.Ops.Stacks;

/// <summary>Where the states of stacks are kept: PULUMI_BACKEND_URL, or .state in the project.</summary>
internal static class StackBackend
{
    private const string Project = "enginsight-infra";

    /// <summary>As an error names it; without a user and a password that it may have.</summary>
    public static string Name => Folder?.Url ?? Url?.Split(':')[0] + ":...";

    /// <summary>The locks of a stack; null where they are not kept in files.</summary>
    public static string? LocksOf(string stack) => Folder?.Locks(stack);

    /// <summary>The operations on a stack.</summary>
    /// <exception cref="OpsException">They are not kept in files.</exception>
    public static string HistoryOf(string stack) => Folder?.History(stack)
        ?? throw new OpsException($"the history is read from a file backend; PULUMI_BACKEND_URL is '{Name}'");

    private static string? Url =>
        Environment.GetEnvironmentVariable("PULUMI_BACKEND_URL") is { Length: > 0 } url ? url : null;

    /// <summary>Null for a backend that keeps no files.</summary>
    private static BackendFolder? Folder
    {
        get
        {
            var root = Url is { } url
                ? BackendFolder.RootOf(url, PulumiCli.Root)
                : Path.Combine(PulumiCli.Root, ".state");
            return root is null ? null : new BackendFolder(root, Project);
        }
    }
}
