using Pulumi;

namespace Engine.Tests.Sdk;

public class TransformationTests
{
    [Fact]
    public async Task Transformations_OwnThenParentsThenStacks_SeeArgsAndOptions()
    {
        var monitor = new RecordingMonitor();
        var seen = new List<string>();
        ResourceTransformation Note(string who) => args =>
        {
            if (args.Resource.GetResourceName() == "w")
            {
                var options = (CustomResourceOptions)args.Options;
                seen.Add($"{who}:{options.DeleteBeforeReplace}:{args.Args.GetType().Name}");
            }

            return null;
        };
        await monitor.StartAsync(() => Engine.Sdk.ProgramRunner.RunFunctionAsync(
            () =>
            {
                var group = new Group("g", 0, new() { ResourceTransformations = { Note("parent") } });
                _ = new Widget("w", new(), new()
                {
                    Parent = group,
                    DeleteBeforeReplace = true,
                    ResourceTransformations = { Note("own") },
                });
                return Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>());
            },
            new StackOptions { ResourceTransformations = { Note("stack") } }));

        Assert.Equal(["own:True:WidgetArgs", "parent:True:WidgetArgs", "stack:True:WidgetArgs"], seen);
    }

    [Fact]
    public async Task Transformation_Result_ReplacesArgsAndOptions()
    {
        var monitor = new RecordingMonitor();
        await monitor.RunAsync(() => new Widget("w", new() { Label = "x" }, new()
        {
            ResourceTransformations =
            {
                args => new ResourceTransformationResult(
                    new WidgetArgs { Label = "y" },
                    CustomResourceOptions.Merge((CustomResourceOptions)args.Options, new() { Protect = true })),
            },
        }));

        Assert.Equal("y", monitor["w"].Inputs.GetString("label"));
        Assert.True(monitor["w"].Protect);
    }

    [Fact]
    public async Task Transformation_OtherParent_Fails()
    {
        var monitor = new RecordingMonitor();
        var code = await monitor.RunAsync(() =>
        {
            var group = new Group("g");
            _ = new Widget("w", null, new()
            {
                ResourceTransformations =
                {
                    args => new ResourceTransformationResult(args.Args, new CustomResourceOptions { Parent = group }),
                },
            });
        });

        Assert.Equal(32, code);
        Assert.Contains("change the `parent`", Assert.Single(monitor.Logs).Message);
    }
}
