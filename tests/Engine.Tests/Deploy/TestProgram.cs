using Engine.Properties;
using Engine.Protocol;
using Engine.Runs;

namespace Engine.Tests.Deploy;

/// <summary>What a test's program does: registers things under the stack.</summary>
internal sealed class TestProgram(IMonitor monitor)
{
    public IMonitor Monitor => monitor;

    /// <summary>Runs a program the way the SDK does: the stack first, failures as exit codes.</summary>
    public static ProgramHost Host(Func<TestProgram, Task> program) => new(async (monitor, settings) =>
    {
        try
        {
            await monitor.RegisterResourceAsync(new RegisterResourceRequest
            {
                Type = "pulumi:pulumi:Stack",
                Name = $"{settings.Project}-{settings.Stack}",
                Custom = false,
            });
            await program(new TestProgram(monitor));
            return 0;
        }
        catch (DeploymentFailedException)
        {
            return 32;
        }
        catch (Exception failure)
        {
            monitor.Log(LogSeverity.Error, failure.Message, null);
            return 32;
        }
    });

    /// <summary>Registers a thing with a value and what it depends on by that value.</summary>
    public Task<RegisterResourceResult> Thing(string name, string value, params string[] dependsOn) =>
        Thing(name, new PropertyMap([new("value", value)]), request => request with
        {
            Dependencies = dependsOn,
            PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["value"] = dependsOn },
        });

    public Task<RegisterResourceResult> Thing(
        string name, PropertyMap inputs, Func<RegisterResourceRequest, RegisterResourceRequest>? change = null)
    {
        var request = new RegisterResourceRequest
        {
            Type = "test:index:Thing",
            Name = name,
            Custom = true,
            Parent = TestStack.Urn,
            Inputs = inputs,
            Version = "1.0.0",
        };
        return monitor.RegisterResourceAsync(change is null ? request : change(request));
    }

    public Task<RegisterResourceResult> Component(
        string name, Func<RegisterResourceRequest, RegisterResourceRequest>? change = null)
    {
        var request = new RegisterResourceRequest
        {
            Type = "test:index:Group",
            Name = name,
            Custom = false,
            Parent = TestStack.Urn,
        };
        return monitor.RegisterResourceAsync(change is null ? request : change(request));
    }

    public Task StackOutputs(params (string Name, PropertyValue Value)[] outputs) =>
        monitor.RegisterResourceOutputsAsync(TestStack.Urn,
            new PropertyMap(outputs.Select(output => KeyValuePair.Create(output.Name, output.Value))));
}
