using Engine.Deployments;
using Engine.Properties;
using Engine.Protocol;
using static Engine.Tests.Deploy.RandomProgramTests;

namespace Engine.Tests.Deploy;

/// <summary>
/// What a random program must be given back for each of its resources: the outputs of the instance that stands when the
/// registration ends, secret where the program said so, unknown where a preview cannot know them.
/// </summary>
internal sealed class OutputModel(TestStack stack)
{
    private Dictionary<int, PropertyMap> _standing = [];

    public DeploymentResult Up(Node[] nodes)
    {
        IReadOnlyDictionary<int, RegisterResourceResult> seen = new Dictionary<int, RegisterResourceResult>();
        var result = stack.UpAsync(async program => seen = await Register(program, nodes)).GetAwaiter().GetResult();
        var expected = Compare(nodes, seen, name => stack[name].Id);
        foreach (var node in nodes)
            Assert.Equal(expected[node.Name], stack[$"n{node.Name}"].Outputs);
        _standing = expected;
        return result;
    }

    public void Preview(Node[] nodes)
    {
        IReadOnlyDictionary<int, RegisterResourceResult> seen = new Dictionary<int, RegisterResourceResult>();
        stack.PreviewAsync(async program => seen = await Register(program, nodes)).GetAwaiter().GetResult();
        Compare(nodes, seen, name => Kind(name) is StepKind.Create or StepKind.CreateReplacement ? null
            : stack[name].Id, preview: true);
    }

    private Dictionary<int, PropertyMap> Compare(Node[] nodes, IReadOnlyDictionary<int, RegisterResourceResult> seen,
        Func<string, string?> idOf, bool preview = false)
    {
        Assert.True(stack.Events.Errors.Count == 0, string.Join(" / ", stack.Events.Errors));
        var expected = new Dictionary<int, PropertyMap>();
        foreach (var node in nodes)
        {
            var name = $"n{node.Name}";
            var kept = Kind(name) == StepKind.Same;
            var id = idOf(name);
            // A secret that stands stays one until the provider says anew what there is.
            var secret = node.SecretMade || (kept && _standing[node.Name]["made"] is SecretValue);
            expected[node.Name] = Inputs(node, node.DependsOn.Select(other => expected[other]))
                .Set("result", preview && !kept ? PropertyValue.Computed : node.Value + "!")
                .Set("made", secret ? new SecretValue(id ?? PropertyValue.Computed) : id ?? PropertyValue.Computed);
            Assert.Equal(id, seen[node.Name].Id);
            Assert.Equal(expected[node.Name], seen[node.Name].Outputs);
        }
        return expected;
    }

    /// <summary>What was done in the end: the last step that makes or keeps the resource.</summary>
    private StepKind Kind(string name) => stack.Events.Steps.Last(step => step.Name == name
        && step.Kind is StepKind.Same or StepKind.Create or StepKind.Update or StepKind.CreateReplacement).Kind;
}
