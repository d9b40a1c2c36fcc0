using System.Text.RegularExpressions;
using Engine.Files;
using Engine.Secrets;
using Engine.State;

namespace Engine.Workspace;

/// <summary>
/// Pulumi's file backend: a directory that holds the states, locks and histories of stacks. Stack files are looked up
/// for one project.
/// </summary>
internal sealed partial class FileBackend
{
    private const string Variable = "PULUMI_BACKEND_URL";
    private const string Recorded = ".history.json";
    private const string Copied = ".checkpoint.json";
    private readonly string _project;

    private FileBackend(string root, string project)
    {
        Root = root;
        _project = project;
    }

    /// <summary>Directory of the backend; <c>.pulumi</c> is inside of it.</summary>
    public string Root { get; }

    public string Url => "file://" + Root;

    /// <summary>
    /// The backend that PULUMI_BACKEND_URL or the project names (a directory that exists), else <c>.state</c> in the
    /// project's root, which is made.
    /// </summary>
    public static FileBackend Open(Project project)
    {
        var url = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : project.BackendUrl;
        var backend = new FileBackend(url is null
            ? Path.Combine(project.RootDirectory, ".state")
            : FromUrl(url, project.RootDirectory), project.Name);
        if (url is not null && !Directory.Exists(backend.Root))
            throw new EngineException($"could not open the backend {url}: there is no directory {backend.Root}");
        PrivateFile.CreateDirectory(backend.Root);
        var meta = backend.At("meta.yaml");
        if (!File.Exists(meta))
            PrivateFile.WriteText(meta, "version: 1\n");
        return backend;
    }

    /// <summary>Full name of a stack, as the state file spells it.</summary>
    public string FullName(string stack) => $"organization/{_project}/{stack}";

    public string StateFile(string stack) => At("stacks", _project, stack + ".json");

    public bool Exists(string stack) => File.Exists(StateFile(stack));

    public IReadOnlyList<string> Stacks()
    {
        var directory = At("stacks", _project);
        return !Directory.Exists(directory) ? [] :
        [
            .. Directory.EnumerateFiles(directory, "*.json").Select(Path.GetFileNameWithoutExtension)
                .OfType<string>().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The stack that commands mean when none is named; null where none is selected.</summary>
    public string? Selected
    {
        get => File.Exists(SelectedFile) && File.ReadAllText(SelectedFile).Trim() is { Length: > 0 } stack
            ? stack : null;
        set
        {
            if (value is null)
                File.Delete(SelectedFile);
            else
                PrivateFile.WriteText(SelectedFile, value + "\n");
        }
    }

    /// <exception cref="EngineException">The name cannot be a stack's, or the stack is there already.</exception>
    public void ThrowUnlessNew(string stack)
    {
        if (!StackName().IsMatch(stack))
        {
            throw new EngineException(
                "a stack name may only contain alphanumeric, hyphens, underscores, or periods: " + stack);
        }
        if (Exists(stack))
            throw new EngineException($"stack '{FullName(stack)}' already exists");
    }

    public CheckpointStore Store(string stack, PassphraseSecrets secrets) =>
        new(StateFile(stack), FullName(stack), secrets);

    /// <summary>Removes a stack's state file and history; backups stay.</summary>
    public void Remove(string stack)
    {
        File.Delete(StateFile(stack));
        File.Delete(State.StateFile.Journal(StateFile(stack)));
        if (Directory.Exists(HistoryDirectory(stack)))
            Directory.Delete(HistoryDirectory(stack), recursive: true);
        if (Selected == stack)
            Selected = null;
    }

    /// <summary>Leaves a stack's history to the one that has taken its place, and its last state as a backup.</summary>
    public void MoveTo(string stack, string heir)
    {
        File.Move(StateFile(stack), StateFile(stack) + ".bak", overwrite: true);
        if (!Directory.Exists(HistoryDirectory(stack)))
            return;
        PrivateFile.CreateDirectory(HistoryDirectory(heir));
        foreach (var file in Directory.EnumerateFiles(HistoryDirectory(stack)))
            File.Move(file, Path.Combine(HistoryDirectory(heir), heir + Path.GetFileName(file)[stack.Length..]));
        Directory.Delete(HistoryDirectory(stack), recursive: true);
    }

    /// <summary>Records an operation that has ended, with copies of the state it left.</summary>
    public void AddHistory(string stack, HistoryEntry entry)
    {
        var moment = GoTime.UnixNanoseconds(entry.Ended);
        var file = Path.Combine(HistoryDirectory(stack), $"{stack}-{moment}");
        PrivateFile.CreateDirectory(HistoryDirectory(stack));
        var last = Retention.Newest(HistoryDirectory(stack), Copied);
        Retention.Copy(StateFile(stack), file + Copied, last);
        PrivateFile.Write(file + Recorded, entry.ToJson());
        Retention.Trim(HistoryDirectory(stack), Recorded, Copied);
        if (Environment.GetEnvironmentVariable("PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS") is "true" or "1")
            return;
        PrivateFile.CreateDirectory(BackupDirectory(stack));
        if (Retention.Newest(BackupDirectory(stack), ".json") is not { } backup
            || !Retention.Same(StateFile(stack), backup))
            File.Copy(StateFile(stack), Path.Combine(BackupDirectory(stack), $"{stack}.{moment}.json"));
        Retention.Trim(BackupDirectory(stack), ".json");
    }

    public string HistoryDirectory(string stack) => At("history", _project, stack);

    public string BackupDirectory(string stack) => At("backups", _project, stack);

    public string LockDirectory(string stack) => At("locks", "organization", _project, stack);

    private string SelectedFile => Path.Combine(Root, "selected");

    private string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, ".pulumi", .. parts]);

    private static string FromUrl(string url, string directory)
    {
        if (!url.StartsWith("file://", StringComparison.Ordinal))
            throw new EngineException($"unsupported backend {url}: only file:// is");
        var path = Uri.UnescapeDataString(url["file://".Length..].Split('?')[0]);
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..];
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, directory));
    }

    [GeneratedRegex("^[a-zA-Z0-9_.-]{1,100}$")]
    private static partial Regex StackName();
}
