using System.CommandLine;
using Engine.Properties;
using Engine.Protocol;
using Engine.Secrets;
using Engine.State;
using Engine.Workspace;

namespace Engine.Cli;

/// <summary>
/// A command's hold on one stack. Everything is read when it is first asked for, so that a command that touches no
/// secret needs no passphrase.
/// </summary>
internal sealed class StackSession
{
    private readonly Func<string> _passphrase;
    private readonly Lazy<PassphraseSecrets> _secrets;
    private readonly Lazy<EffectiveConfig> _effectiveConfig;
    private readonly Lazy<Checkpoint> _checkpoint;
    private readonly Lazy<SecretFilter> _filter;

    private StackSession(
        Project project, FileBackend backend, string stackName, string stackFile, Func<string> passphrase)
    {
        Project = project;
        Backend = backend;
        StackName = stackName;
        Config = StackConfig.Load(stackFile, project.Name);
        _passphrase = passphrase;
        _secrets = new(OpenSecrets);
        _effectiveConfig = new(() => EffectiveConfig.Resolve(Config, text => Secrets.Decrypt(text)));
        _checkpoint = new(() => ReadState(SecretsOf));
        _filter = new(() => new SecretFilter(Configuration.SecretTexts));
    }

    public Project Project { get; }

    public FileBackend Backend { get; }

    public string StackName { get; }

    /// <summary>The stack's configuration file.</summary>
    public StackConfig Config { get; }

    /// <summary>The configuration in the clear.</summary>
    public EffectiveConfig Configuration => _effectiveConfig.Value;

    /// <summary>
    /// The stack's secrets provider. Where the stack file has no salt yet, one is made and written into it.
    /// </summary>
    public PassphraseSecrets Secrets => _secrets.Value;

    /// <summary>The stack's state, decrypted and checked.</summary>
    public Snapshot Snapshot => _checkpoint.Value.Snapshot;

    /// <summary>The salt that the state names; null where it names none.</summary>
    public string? Salt => _checkpoint.Value.Salt;

    /// <summary>The secrets provider of a salt, which may differ from the stack file's.</summary>
    public PassphraseSecrets SecretsOf(string salt) =>
        salt == Config.EncryptionSalt ? Secrets : new PassphraseSecrets(salt, _passphrase);

    /// <summary>Hides the configuration's secrets in what is shown.</summary>
    public SecretFilter Filter => _filter.Value;

    /// <summary>A writer of the stack's state. Take the lock first.</summary>
    public CheckpointStore OpenStore() => Backend.Store(StackName, Secrets);

    /// <summary>Locks the stack until the result is disposed of.</summary>
    /// <exception cref="EngineException">Another process has it.</exception>
    public StackLock TakeLock()
    {
        var taken = StackLock.Take(Backend, StackName);
        StateFile.Recover(Backend.StateFile(StackName));
        return taken;
    }

    /// <summary>A value of the stack file in the clear.</summary>
    public PropertyValue Decrypt(PropertyValue value) =>
        EffectiveConfig.Decrypt(value, text => Secrets.Decrypt(text), []);

    /// <summary>The configuration as it may be shown: text, secrets hidden.</summary>
    public IEnumerable<KeyValuePair<string, string>> ShownConfiguration() =>
        Config.Values.OrderBy(item => item.Key.ToString(), StringComparer.Ordinal)
            .Select(item => KeyValuePair.Create(
                item.Key.ToString(), EffectiveConfig.ToText(EffectiveConfig.Masked(item.Value))));

    /// <summary>Adds an operation that has just ended to the stack's history.</summary>
    /// <param name="kind">update, destroy, refresh or import.</param>
    /// <param name="changes">Number of resources by operation, such as <c>create</c>.</param>
    /// <param name="message">The operator's note.</param>
    public void AddHistory(string kind, DateTimeOffset started, bool succeeded,
        IReadOnlyDictionary<string, int> changes, string message = "") =>
        Backend.AddHistory(StackName, new HistoryEntry(kind, started, TimeProvider.System.GetUtcNow(), succeeded,
            [.. Config.Values], changes, message));

    /// <summary>What the program is to know of its surroundings.</summary>
    public ProgramSettings ProgramSettings(bool dryRun) => new()
    {
        Project = Project.Name,
        Stack = StackName,
        RootDirectory = Project.RootDirectory,
        DryRun = dryRun,
        Config = Configuration.Values,
        ConfigSecretKeys = Configuration.SecretKeys,
    };

    /// <summary>The state with its secrets left encrypted and unknown: for commands that do not show any.</summary>
    public Snapshot ReadSnapshotWithoutSecrets() => ReadState(_ => HiddenSecrets.Instance).Snapshot;

    /// <summary>Opens the stack that the command line names, or the selected one.</summary>
    /// <param name="name">A name that the verb itself was given.</param>
    /// <exception cref="EngineException">There is no project, no such stack, or none is selected.</exception>
    public static StackSession Open(CliContext cli, ParseResult parse, string? name = null)
    {
        var project = Project.Find(cli.BaseDirectory(parse));
        var backend = FileBackend.Open(project);
        var stack = ShortName(name ?? parse.GetValue(cli.Stack) ?? backend.Selected ?? throw new EngineException(
            "no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one",
            ExitCode.StackNotFound));
        return backend.Exists(stack)
            ? Open(cli, parse, project, backend, stack)
            : throw new EngineException($"no stack named '{stack}' found", ExitCode.StackNotFound);
    }

    /// <summary>The name without the organization and the project that may stand before it.</summary>
    public static string ShortName(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>Opens a stack that is there, or is about to be made.</summary>
    public static StackSession Open(
        CliContext cli, ParseResult parse, Project project, FileBackend backend, string name) =>
        new(
            project,
            backend,
            name,
            parse.GetValue(cli.ConfigFile) is { } file
                ? Path.GetFullPath(file, cli.BaseDirectory(parse))
                : project.StackFile(name),
            () => Passphrase.Find(cli.IsInteractive(parse) ? Prompt.Secret : null));

    private Checkpoint ReadState(Func<string, ISecretCrypter> open)
    {
        var checkpoint = CheckpointJson.Read(StateFile.Read(Backend.StateFile(StackName)), open);
        SnapshotIntegrity.Check(checkpoint.Snapshot);
        return checkpoint;
    }

    private PassphraseSecrets OpenSecrets()
    {
        if (Config.EncryptionSalt is { Length: > 0 } salt)
            return new PassphraseSecrets(salt, _passphrase);
        // The state's salt, where there is one: then a wrong passphrase is noticed instead of becoming a second one.
        var secrets = Backend.Exists(StackName) && ReadState(_ => HiddenSecrets.Instance).Salt is { } known
            ? new PassphraseSecrets(known, _passphrase)
            : PassphraseSecrets.Create(_passphrase());
        secrets.Verify();
        Config.SetEncryptionSalt(secrets.Salt);
        Config.Save();
        return secrets;
    }

    private sealed class HiddenSecrets : ISecretCrypter
    {
        public static readonly HiddenSecrets Instance = new();

        public string Encrypt(string plaintext) => throw new NotSupportedException();

        public string Decrypt(string ciphertext) => "null";
    }
}
