using System.Text.RegularExpressions;
using Engine.Files;
using Engine.Secrets;
using Engine.State;
using Floor.Backends;

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
    private readonly BackendFolder _folder;

    private FileBackend(BackendFolder folder) => _folder = folder;

    /// <summary>Directory of the backend; <c>.pulumi</c> is inside of it.</summary>
    public string Root => _folder.Root;

    public string Url => _folder.Url;

    /// <summary>
    /// The backend that PULUMI_BACKEND_URL or the project names (a directory that exists), else <c>.state</c> in the
    /// project's root, which is made.
    /// </summary>
    public static FileBackend Open(Project project)
    {
        var url = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : project.BackendUrl;
        var root = url is null
            ? Path.Combine(project.RootDirectory, ".state")
            : BackendFolder.RootOf(url, project.RootDirectory)
                ?? throw new EngineException($"unsupported backend {url}: only file:// is");
        if (url is not null && !Directory.Exists(root))
            throw new EngineException($"could not open the backend {url}: there is no directory {root}");
        var folder = new BackendFolder(root, project.Name);
        PrivateFile.CreateDirectory(root);
        if (!File.Exists(folder.Meta))
            PrivateFile.WriteText(folder.Meta, "version: 1\n");
        return new FileBackend(folder);
    }

    /// <summary>Full name of a stack, as the state file spells it.</summary>
    public string FullName(string stack) => $"organization/{_folder.Project}/{stack}";

    public string StateFile(string stack) => Path.Combine(_folder.States, stack + ".json");

    public bool Exists(string stack) => File.Exists(StateFile(stack));

    public IReadOnlyList<string> Stacks() => !Directory.Exists(_folder.States) ? [] :
    [
        .. Directory.EnumerateFiles(_folder.States, "*.json").Select(Path.GetFileNameWithoutExtension)
            .OfType<string>().Order(StringComparer.Ordinal),
    ];

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

    public string HistoryDirectory(string stack) => _folder.History(stack);

    public string BackupDirectory(string stack) => _folder.Backups(stack);

    public string LockDirectory(string stack) => _folder.Locks(stack);

    private string SelectedFile => Path.Combine(Root, "selected");

    [GeneratedRegex("^[a-zA-Z0-9_.-]{1,100}$")]
    private static partial Regex StackName();
}
