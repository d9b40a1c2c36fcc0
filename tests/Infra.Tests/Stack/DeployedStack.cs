using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Moq;
using Pulumi;
using Pulumi.Testing;

namespace Enginsight.Infra.Tests.Stack;

/// <summary>A resource as the program asked for it.</summary>
internal sealed partial record Registered(
    string Type, string Name, ImmutableDictionary<string, object> Inputs, ResourceOptions Options)
{
    public string Script => (string)Inputs["create"];

    public string? Undo => Inputs.GetValueOrDefault("delete") as string;

    /// <summary>Standard input; what a mock hands on of an earlier step's run is a stand-in.</summary>
    public string Stdin => (string)Inputs["stdin"];

    /// <summary>The VM that it runs on.</summary>
    public string Host => (string)((ImmutableDictionary<string, object>)Inputs["connection"])["host"];

    /// <summary>The script that it runs, such as load-balancer/site; null where it brings the scripts themselves.</summary>
    public string? Step => StepCommand().Match(Script) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"/remote/step\.sh ""\$verb"" \S+ (\S+) ")]
    private static partial Regex StepCommand();
}

/// <summary>
/// The real stack, run under mocks that answer as the providers do, with everything that it registered. Tests that use
/// it share the environment variable that holds the configuration, and so run one after the other.
/// </summary>
internal sealed class DeployedStack
{
    private readonly Registered[] _resources;

    private DeployedStack(ImmutableArray<Resource> live, Registered[] resources)
    {
        Live = live;
        _resources = resources;
    }

    /// <summary>Resources as the SDK sees them.</summary>
    public ImmutableArray<Resource> Live { get; }

    public EnginsightStack Stack => Live.OfType<EnginsightStack>().Single();

    public IEnumerable<Registered> Resources => _resources;

    /// <summary>Never none: what a test says about all of them would hold without saying anything.</summary>
    public IReadOnlyList<Registered> Commands
    {
        get
        {
            Registered[] commands = [.. Resources.Where(r => r.Type == "command:remote:Command")];
            Assert.NotEmpty(commands);
            return commands;
        }
    }

    /// <summary>Name of the command that brings the scripts to the VM of another.</summary>
    public string ScriptsFor(Registered command) => Commands.Single(other =>
        other.Name.EndsWith("-scripts", StringComparison.Ordinal) && other.Host == command.Host).Name;

    public Registered this[string name] => Assert.Single(_resources, r => r.Name == name);

    /// <summary>Names of what a resource waits for by DependsOn.</summary>
    public async Task<string[]> AfterAsync(string name)
    {
        var resources = await Outputs.ValueAsync(this[name].Options.DependsOn.ToOutput());
        return [.. resources.Select(resource => resource.GetResourceName())];
    }

    /// <summary>Names of all that is done before a resource, because it waits for it or for what waits for it.</summary>
    public async Task<HashSet<string>> AllBeforeAsync(string name)
    {
        var before = new HashSet<string>();
        var open = new Queue<string>([name]);
        while (open.TryDequeue(out var next))
        {
            foreach (var earlier in (await AfterAsync(next)).Where(before.Add))
                open.Enqueue(earlier);
        }

        return before;
    }

    public static async Task<DeployedStack> RunAsync(
        IReadOnlyDictionary<string, string> config, bool preview = false, string? root = null)
    {
        var recorder = new Recorder();
        var live = await RunAsync(config, recorder, preview, root);
        return new DeployedStack(live, recorder.Join());
    }

    /// <summary>Runs a stack that cannot be; which resources it asked for all the same, and what it said.</summary>
    public static async Task<(string[] Resources, string Error)> RefuseAsync(IReadOnlyDictionary<string, string> config)
    {
        var recorder = new Recorder();
        var e = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(config, recorder, preview: false, root: null));
        return (recorder.Names, e.Message);
    }

    private static Task<ImmutableArray<Resource>> RunAsync(
        IReadOnlyDictionary<string, string> config, Recorder recorder, bool preview, string? root)
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", JsonSerializer.Serialize(
            config.ToDictionary(item => $"enginsight-infra:{item.Key}", item => item.Value)));
        ObservedStack.Recorder.Value = recorder;
        return Deployment.TestAsync<ObservedStack>(recorder.Mocks(preview), new TestOptions
        {
            ProjectName = "enginsight-infra",
            StackName = "test",
            IsPreview = preview,
            RootDirectory = root,
        });
    }

    private sealed class ObservedStack : EnginsightStack
    {
        public static readonly AsyncLocal<Recorder> Recorder = new();

        public ObservedStack()
            : base(new StackOptions { ResourceTransformations = { Recorder.Value!.Observe } })
        {
        }
    }

    private sealed class Recorder
    {
        private readonly List<(string Type, string Name, ImmutableDictionary<string, object> Inputs)> _inputs = [];
        private readonly Dictionary<string, ResourceOptions> _options = [];

        public ResourceTransformationResult? Observe(ResourceTransformationArgs args)
        {
            lock (_options)
                _options[args.Resource.GetResourceName()] = args.Options;
            return null;
        }

        public IMocks Mocks(bool preview)
        {
            var mocks = new Mock<IMocks>();
            mocks.Setup(m => m.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns((MockResourceArgs args) =>
            {
                lock (_inputs)
                    _inputs.Add((args.Type!, args.Name!, args.Inputs));
                return Task.FromResult<(string?, object)>((preview ? null : $"{args.Name}-id", Answer(args, preview)));
            });
            return mocks.Object;
        }

        /// <summary>Of what is more than the stack itself.</summary>
        public string[] Names =>
            [.. _inputs.Where(item => item.Type != "pulumi:pulumi:Stack").Select(item => item.Name)];

        public Registered[] Join() =>
            [.. _inputs.Select(item => new Registered(item.Type, item.Name, item.Inputs, _options[item.Name]))];

        /// <summary>What the providers would return; a preview knows no computed output.</summary>
        private static ImmutableDictionary<string, object> Answer(MockResourceArgs args, bool preview)
        {
            var outputs = args.Inputs;
            if (preview)
                return outputs;
            return args.Type switch
            {
                "command:remote:Command" or "command:local:Command" => outputs.SetItem("stdout", $"{args.Name} ran").SetItem("stderr", ""),
                "random:index/randomPassword:RandomPassword" => outputs
                    .SetItem("result", $"{args.Name}-value").SetItem("bcryptHash", "$2a$10$hash"),
                "tls:index/privateKey:PrivateKey" => outputs
                    .SetItem("privateKeyPem", $"{args.Name} pem")
                    .SetItem("privateKeyOpenssh", $"{args.Name} openssh")
                    .SetItem("publicKeyOpenssh", $"ssh-ed25519 {args.Name}\n"),
                "tls:index/selfSignedCert:SelfSignedCert" => outputs.SetItem("certPem", "ca certificate\n"),
                "tls:index/certRequest:CertRequest" => outputs.SetItem("certRequestPem", "request\n"),
                "tls:index/locallySignedCert:LocallySignedCert" => outputs.SetItem("certPem", "leaf certificate\n"),
                "docker:index/network:Network" or "docker:index/volume:Volume" or "docker:index/container:Container" =>
                    outputs,
                _ when args.Type!.StartsWith("enginsight:", StringComparison.Ordinal) => outputs,
                _ => throw new InvalidOperationException($"no mock for a resource of type {args.Type}"),
            };
        }
    }
}
