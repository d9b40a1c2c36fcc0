using Engine.Workspace;

namespace Engine.Tests.Workspace;

public sealed class EffectiveConfigTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Find_FromBelow_ReadsTheProjectAbove()
    {
        Write("Pulumi.yaml", "name: proj\nruntime: {name: dotnet}\nmain: src\nstackConfigDir: stacks\nauthor: me\n");
        var below = Directory.CreateDirectory(Path.Combine(_root, "src", "deep")).FullName;
        var project = Project.Find(below);
        Assert.Equal("proj", project.Name);
        Assert.Equal(_root, project.RootDirectory);
        Assert.Equal(Path.Combine(_root, "src"), project.MainDirectory);
        Assert.Equal(Path.Combine(_root, "stacks", "Pulumi.dev.yaml"), project.StackFile("dev"));
    }

    [Fact]
    public void Find_ConfigAsText_IsTheStackConfigDirectory()
    {
        Write("Pulumi.yaml", "name: proj\nruntime: dotnet\nconfig: conf\n");
        Assert.Equal(Path.Combine(_root, "conf"), Project.Find(_root).StackConfigDirectory);
    }

    [Theory]
    [InlineData("runtime: dotnet\n", "project is missing a 'name' attribute")]
    [InlineData("name: p\n", "project is missing a 'runtime' attribute")]
    [InlineData("name: [\n", "line ")]
    [InlineData("name: p\nruntime: d\nconfig:\n  k: {type: string}\n",
        "'config' declares configuration, which this engine does not know")]
    public void Find_WrongProjectFile_SaysWhatIsWrong(string text, string message)
    {
        Write("Pulumi.yaml", text);
        Assert.Contains(message, Assert.ThrowsAny<Exception>(() => Project.Find(_root)).Message);
    }

    [Fact]
    public void Resolve_Values_AreTextsForTheProgram()
    {
        Write("Pulumi.dev.yaml", "config:\n" +
            """
              i: 8
              proj:req: 5
              b: true
              f: 1.50
              big: 12345678901234567
              s: "007"
              empty:
              aws:config:region: eu
              tree: {b: [1, {secure: x1y2}], a: "<ä>"}
              pw: {secure: abc}
            """);
        var config = EffectiveConfig.Resolve(
            StackConfig.Load(Path.Combine(_root, "Pulumi.dev.yaml"), "proj"), text => text.ToUpperInvariant());

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["proj:i"] = "8",
                ["proj:req"] = "5",
                ["proj:b"] = "true",
                ["proj:f"] = "1.5",
                ["proj:big"] = "12345678901234568",
                ["proj:s"] = "007",
                ["proj:empty"] = "",
                ["aws:region"] = "eu",
                ["proj:tree"] = """{"a":"\u003cä\u003e","b":[1,"X1Y2"]}""",
                ["proj:pw"] = "ABC",
            },
            config.Values.ToDictionary());
        Assert.Equal(["proj:tree", "proj:pw"], config.SecretKeys);
        Assert.Equal(["X1Y2", "ABC"], config.SecretTexts);
    }

    [Fact]
    public void Filter_SecretsInAnyForm_AreMaskedButNotTheTrivialOnes()
    {
        var filter = new SecretFilter(["pass\"word", "pass", "ab", "true", "line 1\nline 2"]);
        Assert.Equal(
            "x [secret] [secret]word [secret] ab true [secret] [secret]",
            filter.Apply("x pass\"word password pass\\\"word ab true line 1\nline 2 line 1\\nline 2"));
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_root, file), text);
}
