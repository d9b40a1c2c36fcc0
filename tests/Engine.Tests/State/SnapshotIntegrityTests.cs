using Engine.State;

namespace Engine.Tests.State;

public sealed class SnapshotIntegrityTests
{
    private static readonly ResourceState A = Custom("a");
    private static readonly ResourceState Provider = Custom("p") with { Type = "pulumi:providers:x", Id = "1" };

    public static TheoryData<string> Broken => [.. Cases.Keys];

    private static readonly Dictionary<string, ResourceState[]> Cases = new()
    {
        ["duplicate resource a (not marked for deletion)"] = [A, A],
        ["resource a refers to unknown provider p::2"] = [Provider, A with { Provider = "p::2" }],
        ["resource b's dependency a comes after it"] = [Custom("b") with { Dependencies = ["a"] }, A],
        ["resource b's dependency x refers to missing resource"] = [Custom("b") with { Dependencies = ["x"] }],
        ["child resource b's parent a comes after it"] = [Custom("b") with { Parent = "a" }, A],
        ["child resource b refers to missing parent a"] = [Custom("b") with { Parent = "a" }],
        ["resource b's property dependency x (from property q) refers to missing resource"] =
        [
            Custom("b") with { PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["q"] = ["x"] } },
        ],
        ["resource b's deleted with dependency x refers to missing resource"] =
        [
            Custom("b") with { DeletedWith = "x" },
        ],
        ["resource b is a component but has an ID"] = [Custom("b") with { Custom = false, Id = "1" }],
        ["resource has no URN"] = [Custom("")],
        ["resource b has no type"] = [Custom("b") with { Type = "" }],
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Check_BrokenRule_SaysWhich(string message) => Assert.Equal(message,
        Assert.Throws<EngineException>(() => SnapshotIntegrity.Check(new Snapshot(Cases[message], []))).Message);

    [Fact]
    public void Check_OrderedSnapshotWithLeftovers_Passes() => SnapshotIntegrity.Check(new Snapshot(
    [
        Provider, A with { Provider = "p::1" },
        Custom("b") with { Parent = "a", Dependencies = ["a"], DeletedWith = "a" },
        A with { Delete = true }, A with { Delete = true, Id = "other" },
    ], []));

    private static ResourceState Custom(string urn) => new() { Urn = urn, Type = "t", Custom = true };
}
