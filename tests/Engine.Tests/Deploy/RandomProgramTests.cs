using CsCheck;
using Engine.Properties;
using Engine.Protocol;
using Engine.Snapshots;
using Engine.State;

namespace Engine.Tests.Deploy;

/// <summary>
/// Programs made at random and edited at random: whatever they are, the engine brings about what they say.
/// </summary>
public sealed class RandomProgramTests
{
    /// <summary>A resource of a program: its dependencies are smaller numbers, so that there is no cycle.</summary>
    internal sealed record Node(
        int Name, string Value, string Force, int[] DependsOn, bool DeletesFirst, int? DeletedWith, bool SecretValue,
        bool SecretMade)
    {
        public override string ToString() =>
            $"{Name}{Value}{Force}({string.Join(",", DependsOn)}){(DeletesFirst ? "!" : "")}{DeletedWith}"
            + $"{(SecretValue ? "s" : "")}{(SecretMade ? "m" : "")}";
    }

    private const int MaxNodes = 8;

    private static readonly Gen<Node[]> Programs = Gen.Int[0, (1 << 20) - 1].Array[MaxNodes].Select(Decode);

    [Fact]
    public void Up_AnyEditOfAnyProgram_EndsInTheProgramAndThenInNoChange() =>
        Gen.Select(Programs, Programs, Programs).Sample((first, second, third) =>
        {
            var stack = new TestStack();
            var model = new OutputModel(stack);
            foreach (var nodes in new[] { first, second, third })
            {
                model.Preview(nodes);
                model.Up(nodes);
                Assert.Equal(nodes.Select(Wanted).Order(), Things(stack.State).Select(Stored).Order());
                Assert.Equal(Things(stack.State).Select(state => state.Id).Order(),
                    stack.Provider.World.Keys.Except(Abandoned(stack)).Order());

                var again = model.Up(nodes);
                Assert.False(again.HasChanges || again.StateChanged, string.Join(',', stack.Rows));
            }
            var state = stack.State;
            stack.DestroyAsync().GetAwaiter().GetResult();
            Assert.Empty(stack.State.Resources);
            AssertDependentsFirst(state, [.. stack.Events.Steps.Select(step => step.Urn)]);
        }, iter: 300);

    [Fact]
    public void Up_KilledAtAnyMomentOfAnyEdit_Converges() =>
        Gen.Select(Programs, Programs, Gen.Int[0, 1000]).Sample((first, second, moment) =>
        {
            var stack = new TestStack();
            stack.UpAsync(program => Register(program, first)).GetAwaiter().GetResult();
            stack.UpAsync(program => Register(program, second)).GetAwaiter().GetResult();
            if (stack.Store.Saves.Count == 0)
                return;
            stack.State = stack.Store.Saves[moment % stack.Store.Saves.Count];

            stack.UpAsync(program => Register(program, second)).GetAwaiter().GetResult();

            Assert.True(stack.Events.Errors.Count == 0, string.Join(" / ", stack.Events.Errors));
            Assert.Equal(second.Select(Wanted).Order(), Things(stack.State).Select(Stored).Order());
        }, iter: 300);

    /// <summary>One number a node: its bits say whether it is there, what it is like, and what it depends on.</summary>
    private static Node[] Decode(int[] numbers)
    {
        var nodes = new List<Node>();
        for (var name = 0; name < numbers.Length; name++)
        {
            var bits = numbers[name];
            if ((bits & 3) == 0)
                continue;
            var others = nodes.Select(node => node.Name).Where(other => (bits >> (8 + other) & 1) == 1);
            int[] dependsOn = [.. others.Take(2)];
            nodes.Add(new Node(name, (bits & 4) == 0 ? "x" : "y", (bits & 8) == 0 ? "p" : "q", dependsOn,
                DeletesFirst: (bits & 0x30) == 0,
                DeletedWith: (bits & 0xC0) == 0 && dependsOn.Length > 0 ? dependsOn[0] : null,
                SecretValue: (bits & 0x30000) == 0,
                SecretMade: (bits & 0xC0000) == 0));
        }
        return [.. nodes];
    }

    internal static async Task<IReadOnlyDictionary<int, RegisterResourceResult>> Register(
        TestProgram program, Node[] nodes)
    {
        var results = new Dictionary<int, Task<RegisterResourceResult>>();
        foreach (var node in nodes)
            results[node.Name] = After(program, node, [.. node.DependsOn.Select(name => results[name])]);
        await Task.WhenAll(results.Values);
        return results.ToDictionary(item => item.Key, item => item.Value.Result);
    }

    private static async Task<RegisterResourceResult> After(
        TestProgram program, Node node, Task<RegisterResourceResult>[] needed)
    {
        var results = await Task.WhenAll(needed);
        IReadOnlyList<string> urns = [.. results.Select(result => result.Urn)];
        return await program.Thing($"n{node.Name}", Inputs(node, results.Select(result => result.Outputs)),
            request => request with
            {
                Dependencies = urns,
                PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["force"] = urns },
                DeleteBeforeReplace = node.DeletesFirst,
                DeletedWith = node.DeletedWith is { } name ? TestStack.UrnOf($"n{name}") : null,
                AdditionalSecretOutputs = node.SecretMade ? ["made"] : [],
            });
    }

    /// <summary>What the program gives to a node: values of its own, and what its dependencies made.</summary>
    internal static PropertyMap Inputs(Node node, IEnumerable<PropertyMap> needed) => new(
    [
        new("value", node.SecretValue ? new SecretValue(node.Value) : node.Value),
        new("force", node.Force),
        new("from", PropertyValue.Array(needed.SelectMany(outputs => new[] { outputs["result"], outputs["made"] }))),
    ]);

    private static string Wanted(Node node) =>
        $"n{node.Name} {node.Value} {node.Force} {string.Join(',', node.DependsOn.Select(name => $"n{name}").Order())}";

    private static string Stored(ResourceState state) =>
        $"{state.Name} {state.Inputs.GetString("value")} {state.Inputs.GetString("force")} "
        + string.Join(',', state.Dependencies.Select(Urns.Name).Order());

    private static IEnumerable<ResourceState> Things(Snapshot snapshot) =>
        snapshot.Resources.Where(state => state.Type == "test:index:Thing");

    /// <summary>What was deleted with something else is nobody's to delete: in this world it stays.</summary>
    private static IEnumerable<string> Abandoned(TestStack stack) => stack.Abandoned;

    private static void AssertDependentsFirst(Snapshot state, List<string> deleted)
    {
        foreach (var resource in state.Resources)
            foreach (var needed in resource.References())
                Assert.True(deleted.IndexOf(resource.Urn) < deleted.IndexOf(needed) || deleted.IndexOf(needed) < 0);
    }
}
