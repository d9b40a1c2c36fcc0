using Engine.Deployments;
using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;
using Engine.Runs;
using Engine.State;

namespace Engine.Tests.Deploy;

/// <summary>A stack "s" of project "p" whose state, provider and world live in memory.</summary>
internal sealed class TestStack
{
    public const string Urn = "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s";

    public FakeProvider Provider { get; } = new();

    public Snapshot State { get; set; } = Snapshot.Empty;

    public RecordingEvents Events { get; private set; } = new();

    public RecordingStore Store { get; private set; } = new();

    public DeploymentOptions Options { get; set; } = new() { Parallel = 4 };

    public ProgramSettings Program { get; set; } =
        new() { Project = "p", Stack = "s", RootDirectory = "/", DryRun = false };

    public IEnumerable<string> Rows => Events.Rows;

    public IReadOnlyList<string> Operations => [.. Provider.Operations];

    public ResourceState this[string name] => State.Resources.Single(state => state.Name == name && !state.Delete);

    /// <summary>
    /// Ids of things that the engine forgot without deleting them, as deletedWith and retainOnDelete want.
    /// </summary>
    public HashSet<string> Abandoned { get; } = [];

    public static string UrnOf(string name) => $"urn:pulumi:s::p::test:index:Thing::{name}";

    public async Task<DeploymentResult> UpAsync(
        Func<TestProgram, Task> program, CancellationToken stop = default, RecordingStore? store = null,
        CancellationToken cut = default)
    {
        var run = Start(store, stop, cut);
        var result = await UpdateRunner.RunAsync(TestProgram.Host(program), run, State, Registry(), Store);
        State = result.Snapshot;
        Abandoned.UnionWith(Events.Steps.Where(step => step.SkipsProvider).Select(step => step.Old!.Id!));
        return result;
    }

    public async Task<DeploymentResult> PreviewAsync(Func<TestProgram, Task> program)
    {
        Events = new RecordingEvents();
        var run = new DeploymentRun(Program with { DryRun = true }, Options, Events, CancellationToken.None);
        return await UpdateRunner.RunAsync(TestProgram.Host(program), run, State, Registry(), null);
    }

    public async Task<DeploymentResult> DestroyAsync()
    {
        var result = await DestroyRunner.RunAsync(Start(null, default), State, Registry(), Store);
        State = result.Snapshot;
        return result;
    }

    public async Task<DeploymentResult> RefreshAsync(bool forgetCreates = false)
    {
        var result = await RefreshRunner.RunAsync(Start(null, default), State, Registry(), Store, forgetCreates);
        State = result.Snapshot;
        return result;
    }

    private DeploymentRun Start(RecordingStore? store, CancellationToken stop, CancellationToken cut = default)
    {
        Events = new RecordingEvents();
        Store = store ?? new RecordingStore();
        Provider.Operations.Clear();
        return new DeploymentRun(Program, Options, Events, stop, cut);
    }

    private ProviderRegistry Registry() => new(new Dictionary<string, Func<PropertyMap, PackageProvider>>
    {
        ["test"] = _ => new PackageProvider(
            "test", new Dictionary<string, ResourceHandler> { ["test:index:Thing"] = Provider }),
    });
}
