using System.Collections.Concurrent;
using System.Collections.Immutable;
using Moq;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Engine.Tests.Sdk;

public class MockTests
{
    private static readonly TestOptions Update = new() { IsPreview = false };

    [Fact]
    public async Task TestAsync_Stack_ReturnsResourcesInOrderWithMockUrns()
    {
        var resources = await Deployment.TestAsync<GroupStack>(new Mocks());

        Assert.Equal(["project-stack", "g", "g-1", "after"], resources.Select(resource => resource.GetResourceName()));
        var urns = await Task.WhenAll(resources.Select(resource => OutputUtilities.GetValueAsync(resource.Urn)));
        Assert.Equal(
            [
                "urn:pulumi:stack::project::pulumi:pulumi:Stack::project-stack",
                "urn:pulumi:stack::project::pulumi:pulumi:Stack$toys:index:Group::g",
                "urn:pulumi:stack::project::pulumi:pulumi:Stack$toys:index:Widget::g-1",
                "urn:pulumi:stack::project::pulumi:pulumi:Stack$toys:index:Widget::after",
            ],
            urns);
    }

    [Fact]
    public async Task TestAsync_Inputs_ArePlainNetValues()
    {
        var mocks = new Mocks();
        await Deployment.TestAsync(mocks, Update, () => new Widget("w", new()
        {
            Label = Output.CreateSecret("s"),
            Size = 3,
            Parts = { "p", Output.CreateSecret("q") },
            Tags = { { "a", "1" } },
            Box = new BoxArgs { Width = 1, Key = Output.CreateSecret("k") },
            Anything = OutputUtilities.CreateUnknown<object>("x"),
        }));
        var inputs = mocks.Seen["w"].Inputs;

        Assert.Equal(["box", "label", "parts", "size", "tags"], inputs.Keys.Order());
        Assert.Equal("s", inputs["label"]);
        Assert.Equal(3.0, inputs["size"]);
        Assert.Equal(["p", "q"], Assert.IsType<ImmutableArray<object>>(inputs["parts"]).AsEnumerable());
        Assert.Equal("k", Assert.IsType<ImmutableDictionary<string, object>>(inputs["box"])["key"]);
        var seen = mocks.Seen["w"];
        Assert.Equal(("", "", "toys:index:Widget"), (seen.Provider, seen.Id, seen.Type));
    }

    [Fact]
    public async Task TestAsync_Components_AskTheMocksButTheStackDoesNot()
    {
        var mocks = new Mocks();
        await Deployment.TestAsync<GroupStack>(mocks);

        Assert.Equal(["after", "g", "g-1"], mocks.Seen.Keys.Order());
        Assert.Empty(mocks.Seen["g"].Inputs);
    }

    [Theory]
    [InlineData(null, true, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    public async Task TestAsync_OutputMissingInState_IsKnownInUpdatesOnly(bool? isPreview, bool dryRun, bool known)
    {
        Widget? widget = null;
        await Deployment.TestAsync(new Mocks(), new TestOptions { IsPreview = isPreview }, () =>
        {
            Assert.Equal(dryRun, Deployment.Instance.IsDryRun);
            widget = new Widget("w");
        });

        Assert.Equal(known, await OutputUtilities.GetIsKnownAsync(widget!.Label));
        Assert.Equal("w_id", await OutputUtilities.GetValueAsync(widget.Id));
    }

    [Fact]
    public async Task TestAsync_NoId_IsUnknown()
    {
        Widget? widget = null;
        await Deployment.TestAsync(new EmptyMocks(), Update, () =>
        {
            widget = new Widget("w", new() { Label = "x" });
        });

        Assert.False(await OutputUtilities.GetIsKnownAsync(widget!.Id));
        Assert.Equal("x", await OutputUtilities.GetValueAsync(widget.Label));
    }

    [Fact]
    public async Task TestAsync_Secretness_ComesFromTheMocksStateOnly()
    {
        var mocks = new Mock<IMocks>();
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>())).ReturnsAsync((MockResourceArgs args) =>
            (args.Name, new Dictionary<string, object> { ["label"] = "x", ["anything"] = Output.CreateSecret("s") }));
        Widget? widget = null;
        await Deployment.TestAsync(mocks.Object, Update, () =>
        {
            CustomResourceOptions options = new() { AdditionalSecretOutputs = { "label" } };
            widget = new Widget("w", new() { Label = Output.CreateSecret("x") }, options);
        });

        Assert.False(await Output.IsSecretAsync(widget!.Label));
        Assert.True(await Output.IsSecretAsync(widget.Anything));
    }

    [Fact]
    public async Task TestAsync_Function_ReturnsOutputsAndResourcesWithoutStack()
    {
        var (resources, outputs) = await Deployment.TestAsync(new Mocks(), Update, () => new Dictionary<string, object?>
        {
            ["id"] = new Widget("w").Id,
        });

        Assert.Equal("w", Assert.Single(resources).GetResourceName());
        Assert.Equal("w_id", await OutputUtilities.GetValueAsync((Output<string>)outputs["id"]!));
    }

    [Fact]
    public async Task TestAsync_ExceptionInTheProgram_IsARunExceptionWithItsText()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<ThrowingStack>(new Mocks()));

        Assert.StartsWith("Running program '", error.Message);
        Assert.Contains("failed with an unhandled exception:", error.Message);
        Assert.Contains("NotSupportedException: by design", error.Message);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public async Task TestAsync_ExceptionInAMock_IsARunExceptionWithItsText()
    {
        var mocks = new Mock<IMocks>();
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>()))
            .ThrowsAsync(new ArgumentException("unknown type"));
        var error = await Assert.ThrowsAsync<RunException>(
            () => Deployment.TestAsync(mocks.Object, Update, () => { _ = new Widget("w"); }));

        Assert.Contains("unknown type", error.Message);
    }

    [Fact]
    public async Task TestAsync_LoggedErrors_AreThrown()
    {
        var one = await Assert.ThrowsAsync<RunException>(
            () => Deployment.TestAsync(new Mocks(), Update, () => Log.Error("first")));
        var two = await Assert.ThrowsAsync<AggregateException>(() => Deployment.TestAsync(new Mocks(), Update, () =>
        {
            Log.Error("first");
            Log.Error("second");
        }));

        Assert.Equal("first", one.Message);
        Assert.All(two.InnerExceptions, error => Assert.IsType<RunException>(error));
        Assert.Equal(["first", "second"], two.InnerExceptions.Select(error => error.Message));
    }

    [Fact]
    public async Task TestAsync_Options_AreTheDeploymentsSurroundings()
    {
        var options = new TestOptions
        {
            ProjectName = "p",
            StackName = "s",
            OrganizationName = "o",
            RootDirectory = "/r",
        };
        var seen = ("", "", "", "");
        await Deployment.TestAsync(new Mocks(), options, () =>
        {
            var instance = Deployment.Instance;
            seen = (instance.ProjectName, instance.StackName, instance.OrganizationName, instance.RootDirectory);
        });

        Assert.Equal(("p", "s", "o", "/r"), seen);
    }

    [Fact]
    public async Task TestAsync_ConfigInTheEnvironment_IsRead()
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", """{"cfgtest:name":"x","cfgtest:config:old":"y"}""");
        try
        {
            var seen = new List<string>();
            await Deployment.TestAsync(new Mocks(), new TestOptions { ProjectName = "cfgtest" }, () =>
            {
                seen.Add(new Config().Require("name"));
                seen.Add(new Config().Require("old"));
            });

            Assert.Equal(["x", "y"], seen);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);
        }
    }

    [Fact]
    public async Task TestAsync_OutputsOfComponents_ReachTheMocks()
    {
        var mocks = new Mocks();
        await Deployment.TestAsync<GroupStack>(mocks, Update);

        var total = mocks.Outputs.Single(request => request.Urn!.EndsWith("Group::g")).Outputs["total"];
        Assert.Equal(1.0, await OutputUtilities.GetValueAsync(total));
    }

    [Fact]
    public void NewResource_OutsideOfARun_Fails()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Widget("w"));

        Assert.Equal("Trying to acquire Deployment.Instance before 'Run' was called.", error.Message);
    }

    private sealed class GroupStack : Stack
    {
        public GroupStack()
        {
            _ = new Group("g", 1);
            _ = new Widget("after");
        }
    }

    private sealed class ThrowingStack : Stack
    {
        public ThrowingStack() => throw new NotSupportedException("by design");
    }

    private sealed class Mocks : IMocks
    {
        public ConcurrentDictionary<string, MockResourceArgs> Seen { get; } = new();

        public ConcurrentQueue<MockRegisterResourceOutputsRequest> Outputs { get; } = new();

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            Seen[args.Name!] = args;
            return Task.FromResult<(string?, object)>(($"{args.Name}_id", args.Inputs));
        }

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);

        public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
        {
            Outputs.Enqueue(args);
            return Task.CompletedTask;
        }
    }
}
