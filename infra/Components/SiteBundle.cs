using System.Collections.Immutable;
using Enginsight.Infra.Bundles;
using Enginsight.Infra.Remote;
using Pulumi;
using Pulumi.Command.Local;

namespace Enginsight.Infra.Components;

internal sealed class SiteBundleArgs : ResourceArgs
{
    /// <summary>The bundle's folder, absolute or below the project's.</summary>
    public required string Folder { get; init; }

    /// <summary>Public key that the bundle has to be signed with; null takes any bundle.</summary>
    public string? Signer { get; init; }
}

/// <summary>
/// What a site without any network is set up from: packages and images, in a folder of the admin machine. Each VM's own
/// step brings it what it lacks.
/// <code>
/// SiteBundle
/// └─ bundle-check   every file is as the bundle's list has it; before a VM is touched, and once for each bundle
/// </code>
/// </summary>
internal sealed class SiteBundle : ComponentResource
{
    /// <summary>Folder on the VMs.</summary>
    public const string Store = "/var/lib/enginsight/bundle";

    /// <summary>The Pulumi CLI starts commands in infra/, other engines where they were started.</summary>
    private const string InProject = "set -e; until [ -e Pulumi.yaml ] || [ \"$PWD\" = / ]; do cd ..; done";

    private readonly string _folder;
    private readonly BundleList _list;
    private readonly Command _check;

    /// <exception cref="RunException">It is no bundle, or not whole.</exception>
    public SiteBundle(string name, SiteBundleArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:SiteBundle", name, options)
    {
        _folder = args.Folder;
        _list = Read(Path.Combine(Deployment.Instance.RootDirectory, _folder), _folder);
        var signer = args.Signer is { } key ? $" {StepCommand.Quote(key)}" : "";
        _check = new Command($"{name}-check", new CommandArgs
        {
            Create = $"""
                {InProject}
                exec bash infra/Files/bundle/check {StepCommand.Quote(_folder)} {_list.Sum}{signer}
                """,
            AddPreviousOutputInEnv = false,
        }, new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }

    /// <summary>What the steps on the VMs are told of it.</summary>
    public ImmutableArray<(string Name, string Value)> Variables { get; } = [("bundle", Store)];

    /// <summary>What has to be done before any VM is touched.</summary>
    public IEnumerable<Resource> Checked => [_check];

    /// <summary>Adds the step that brings a VM what it lacks of the bundle.</summary>
    /// <param name="commands">The VM's commands.</param>
    /// <param name="words">Its role and its images.</param>
    public void Bring(RemoteCommands commands, params ImmutableArray<string> words)
    {
        // A version that the VM has already needs no bundle, as after a rollback.
        foreach (var image in words.Where(word => !_list.Has(word)))
            Log.Warn($"{_folder} has no {image}; a VM that has it already goes on with it");
        commands.Locally("bundle", new CommandArgs
        {
            Create = $"""
                {InProject}
                exec bash infra/Files/bundle/bring {StepCommand.Quote(_folder)} {_list.SumFor(words)} {Store} \
                  {string.Join(" \\\n  ", words)}
                """,
            Stdin = HostLogin.Of(commands.Host),
        }, _check);
    }

    private static BundleList Read(string path, string folder)
    {
        var file = Path.Combine(path, BundleList.Name);
        if (!File.Exists(file))
        {
            throw new RunException(
                $"bundle: should be the folder of a bundle that ./scripts/bundle made and that is unpacked, was "
                + $"'{folder}', which has no file {BundleList.Name}");
        }

        try
        {
            var list = BundleList.Parse(File.ReadAllText(file));
            var flaws = list.Flaws(path).ToArray();
            return flaws.Length == 0 ? list : throw new FormatException(string.Join('\n', flaws));
        }
        catch (FormatException e)
        {
            throw new RunException(
                $"The bundle in {folder} is not whole; nothing was touched. Copy and unpack it again:\n{e.Message}", e);
        }
    }
}
