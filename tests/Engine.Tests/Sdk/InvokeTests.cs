using Engine.Properties;
using Pulumi;
using Pulumi.Utilities;

namespace Engine.Tests.Sdk;

public class InvokeTests
{
    [Fact]
    public async Task Invoke_KnownArguments_GivesResultWithItsOrigins()
    {
        var monitor = new RecordingMonitor { Call = args => args.Set("key", new SecretValue("k")) };
        Output<Box>? box = null;
        await monitor.RunAsync(() =>
        {
            var widget = new Widget("w", new() { Size = 3 });
            var width = widget.Size.Apply(size => (double)size!);
            box = Deployment.Instance.Invoke<Box>("toys:index:measure", new MeasureArgs { Width = width });
        });

        var value = await OutputUtilities.GetValueAsync(box!);
        Assert.Equal((3.0, "k"), (value.Width, value.Key));
        Assert.True(await Output.IsSecretAsync(box!));
        Assert.Equal("w", Assert.Single(await OutputUtilities.GetDependenciesAsync(box!)).GetResourceName());
    }

    [Fact]
    public async Task Invoke_UnknownArgument_IsNotCalled()
    {
        var monitor = new RecordingMonitor(preview: true) { Call = _ => throw new InvalidOperationException("called") };
        Output<Box>? box = null;
        var code = await monitor.RunAsync(() => box = Deployment.Instance.Invoke<Box>(
            "toys:index:measure", new MeasureArgs { Width = OutputUtilities.CreateUnknown(1.0) }));

        Assert.Equal(0, code);
        Assert.False(await OutputUtilities.GetIsKnownAsync(box!));
    }

    [Fact]
    public async Task InvokeAsync_Result_IsPlain()
    {
        var monitor = new RecordingMonitor();
        Box? box = null;
        await monitor.StartAsync(async () =>
            box = await Deployment.Instance.InvokeAsync<Box>("toys:index:measure", new MeasureArgs { Width = 2 }));

        Assert.Equal(2, box!.Width);
    }

    private sealed class MeasureArgs : InvokeArgs
    {
        [Input("width", required: true)]
        public Input<double> Width { get; set; } = null!;
    }
}
