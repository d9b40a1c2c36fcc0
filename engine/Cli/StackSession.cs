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

    private StackSession(Project project, FileBackend backend, string stackName, Func<string> passphrase)
    {
        Project = project;
        Backend = backend;
        StackName = stackName;
        Config = StackConfig.Load(project.StackFile(stackName), project.Name);
        _passphrase = passphrase;
        _secrets = new(OpenSecrets);
        _effectiveConfig = new(() => EffectiveConfig.Resolve(project, Config, Secrets));
        _checkpoint = new(() => ReadState(salt => salt == Config.EncryptionSalt ? Secrets : new(salt, passphrase)));
        _filter = new(() => new SecretFilter(Configuration.SecretTexts));
    }

    public Project Project { get; }

    public FileBackend Backend { get; }

    public string StackName { get; }

    /// <summary>The stack's configuration file.</summary>
    public StackConfig Config { get; }

    /// <summary>The configuration in the clear, project defaults included.</summary>
    public EffectiveConfig Configuration => _effectiveConfig.Value;

    /// <summary>
    /// The stack's secrets provider. Where the stack file has no salt yet, one is made and written into it.
    /// </summary>
    public PassphraseSecrets Secrets => _secrets.Value;

    /// <summary>The stack's state, decrypted and checked.</summary>
    public Snapshot Snapshot => _checkpoint.Value.Snapshot;

    /// <summary>Hides the configuration's secrets in what is shown.</summary>
    public SecretFilter Filter => _filter.Value;

    /// <summary>A writer of the stack's state. Take the lock first.</summary>
    public CheckpointStore OpenStore() => Backend.Store(StackName, Secrets);

    /// <summary>Locks the stack until the result is disposed of.</summary>
    /// <exception cref="EngineException">Another process has it.</exception>
    public StackLock TakeLock() => StackLock.Take(Backend, StackName);

    /// <summary>Checks configuration and passphrase, as every preview and deployment does first.</summary>
    public void Validate()
    {
        Secrets.Verify();
        EffectiveConfig.Validate(Project, StackName, Config, Secrets);
    }

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
    /// <exception cref="EngineException">There is no project, no such stack, or none is selected.</exception>
    public static StackSession Open(CliContext cli, ParseResult parse)
    {
        var project = Project.Find(parse.GetValue(cli.Directory) ?? Environment.CurrentDirectory);
        var backend = FileBackend.Open(project);
        var name = parse.GetValue(cli.Stack) ?? backend.Selected ?? throw new EngineException(
            "no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one",
            ExitCode.StackNotFound);
        // The full spelling of a stack's name is accepted as well.
        name = name[(name.LastIndexOf('/') + 1)..];
        if (!backend.Exists(name))
            throw new EngineException($"no stack named '{name}' found", ExitCode.StackNotFound);
        return Open(cli, parse, project, backend, name);
    }

    /// <summary>Opens a stack that is there, or is about to be made.</summary>
    public static StackSession Open(
        CliContext cli, ParseResult parse, Project project, FileBackend backend, string name) =>
        new(project, backend, name, () => Passphrase.Find(cli.IsInteractive(parse) ? Prompt.Secret : null));

    private Checkpoint ReadState(Func<string, ISecretCrypter> open)
    {
        var checkpoint = CheckpointJson.Read(File.ReadAllBytes(Backend.StateFile(StackName)), open);
        SnapshotIntegrity.Check(checkpoint.Snapshot);
        return checkpoint;
    }

    private PassphraseSecrets OpenSecrets()
    {
        if (Config.EncryptionSalt is { } salt)
            return new PassphraseSecrets(salt, _passphrase);
        var created = PassphraseSecrets.Create(_passphrase());
        Config.SetEncryptionSalt(created.Salt);
        Config.Save();
        return created;
    }

    private sealed class HiddenSecrets : ISecretCrypter
    {
        public static readonly HiddenSecrets Instance = new();

        public string Encrypt(string plaintext) => throw new NotSupportedException();

        public string Decrypt(string ciphertext) => "null";
    }
}
