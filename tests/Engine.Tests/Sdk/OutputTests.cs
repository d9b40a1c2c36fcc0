using System.Globalization;
using Pulumi;
using Pulumi.Utilities;

namespace Engine.Tests.Sdk;

public class OutputTests
{
    [Fact]
    public async Task Apply_KnownValue_GivesResult()
    {
        var output = Output.Create(20).Apply(n => n + 1).Apply(n => Task.FromResult(n * 2));

        Assert.Equal(42, await OutputUtilities.GetValueAsync(output));
    }

    [Fact]
    public async Task Apply_UnknownValue_IsSkippedAndUnknown()
    {
        var ran = false;
        var output = OutputUtilities.CreateUnknown(1).Apply(n => ran = true);

        Assert.False(await OutputUtilities.GetIsKnownAsync(output));
        Assert.False(ran);
    }

    [Fact]
    public async Task Apply_InnerOutput_JoinsSecretnessAndOrigins()
    {
        var monitor = new RecordingMonitor();
        Output<string>? joined = null;
        await monitor.RunAsync(() =>
        {
            var (a, b) = (new Widget("a"), new Widget("b"));
            joined = Output.CreateSecret(a.Id).Apply(id => b.Id.Apply(other => id + other));
        });

        Assert.Equal("id-aid-b", await OutputUtilities.GetValueAsync(joined!));
        Assert.True(await Output.IsSecretAsync(joined!));
        var origins = await OutputUtilities.GetDependenciesAsync(joined!);
        Assert.Equal(["a", "b"], origins.Select(origin => origin.GetResourceName()).Order());
    }

    [Fact]
    public async Task Apply_NullInnerOutputOrInput_GivesDefault()
    {
        Assert.Null(await OutputUtilities.GetValueAsync(Output.Create(1).Apply(_ => (Output<string>?)null)));
        Assert.Null(await OutputUtilities.GetValueAsync(Output.Create(1).Apply(_ => (Input<string>?)null)));
    }

    [Fact]
    public async Task Apply_TaskWithoutResult_RunsIt()
    {
        var ran = false;
        await OutputUtilities.GetValueAsync(Output.Create(1).Apply(async _ =>
        {
            await Task.Yield();
            ran = true;
        }));

        Assert.True(ran);
    }

    [Fact]
    public async Task All_OneUnknown_IsUnknownAndKeepsSecretness()
    {
        var all = Output.All(Output.CreateSecret("a"), OutputUtilities.CreateUnknown("b"));

        Assert.False(await OutputUtilities.GetIsKnownAsync(all));
        Assert.True(await Output.IsSecretAsync(all));
    }

    [Fact]
    public async Task All_Inputs_KeepsOrder()
    {
        var all = Output.All<string>("a", Output.Create("b"), "c");

        Assert.Equal(["a", "b", "c"], (await OutputUtilities.GetValueAsync(all)).AsEnumerable());
    }

    [Fact]
    public async Task Tuple_FourItems_KeepsAllAndSecretness()
    {
        var tuple = Output.Tuple<int, int, int, int>(1, 2, Output.CreateSecret(3), 4);

        Assert.Equal((1, 2, 3, 4), await OutputUtilities.GetValueAsync(tuple));
        Assert.True(await Output.IsSecretAsync(tuple));
    }

    [Fact]
    public async Task Format_OutputsAndPlainValues_IsInvariantAndSecret()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;
        Input<string> name = "x";
        var text = Output.Format($"{name}:{Output.CreateSecret(1.5)}:{7:000}");

        Assert.Equal("x:1.5:007", await OutputUtilities.GetValueAsync(text));
        Assert.True(await Output.IsSecretAsync(text));
    }

    [Fact]
    public async Task Unsecret_Secret_IsPlain()
    {
        var secret = Output.CreateSecret("s");

        Assert.False(await Output.IsSecretAsync(Output.Unsecret(secret)));
        Assert.True(await Output.IsSecretAsync(secret));
    }

    [Fact]
    public void ToString_Output_IsAWarningNotTheValue()
    {
        Assert.Contains("not supported", Output.CreateSecret("hidden").ToString());
        Assert.DoesNotContain("hidden", Output.CreateSecret("hidden").ToString());
    }
}
