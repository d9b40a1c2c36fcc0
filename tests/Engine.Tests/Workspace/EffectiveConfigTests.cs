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
    [InlineData("name: p\nruntime: d\nconfig:\n  k: {type: list}\n", "'p:k' has the unknown type 'list'")]
    [InlineData("name: p\nruntime: d\nconfig:\n  k: {type: array}\n", "must have 'items'")]
    [InlineData("name: p\nruntime: d\nconfig:\n  k: {default: 1, value: 2}\n", "both a default and a value")]
    [InlineData("name: p\nruntime: d\nconfig:\n  o:k: {default: 1}\n", "not namespaced by the project")]
    [InlineData("name: p\nruntime: d\nconfig:\n  k: {type: integer, default: x}\n",
        "the default of 'p:k' is not of type 'integer'")]
    public void Find_WrongProjectFile_SaysWhatIsWrong(string text, string message)
    {
        Write("Pulumi.yaml", text);
        Assert.Contains(message, Assert.Throws<EngineException>(() => Project.Find(_root)).Message);
    }

    [Fact]
    public void Resolve_ValuesAndDefaults_AreTextsForTheProgram()
    {
        var config = Resolve(
            "  i: 7\n  l: {default: [1, 2]}\n  gone: {type: string, default: d}\n  req: {type: integer}\n",
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
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["proj:i"] = "8",
                ["proj:l"] = "[1,2]",
                ["proj:gone"] = "d",
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

    [Theory]
    [InlineData("req: {type: string}", "", "Stack 'dev' is missing configuration value 'req'")]
    [InlineData("req: {secret: true}", "req: plain",
        "Stack 'dev' with configuration key 'req' must be encrypted as it's secret")]
    [InlineData("req: {type: integer}", "req: x", "Stack 'dev' with configuration key 'req' must be of type 'integer'")]
    [InlineData("req: {type: integer}", "req: 1.5",
        "Stack 'dev' with configuration key 'req' must be of type 'integer'")]
    [InlineData("req: {type: boolean}", "req: \"yes\"",
        "Stack 'dev' with configuration key 'req' must be of type 'boolean'")]
    [InlineData("req: {type: string}", "req: 1", "Stack 'dev' with configuration key 'req' must be of type 'string'")]
    [InlineData("req: {type: object}", "req: [1]", "Stack 'dev' with configuration key 'req' must be of type 'object'")]
    [InlineData("req: {type: array, items: {type: integer}}", "req: [1, x]",
        "Stack 'dev' with configuration key 'req' must be of type 'array<integer>'")]
    public void Validate_WrongConfiguration_SaysWhichKey(string declared, string set, string message) => Assert.Equal(
        "validating stack config: " + message,
        Assert.Throws<EngineException>(() => Validate(declared, set)).Message);

    [Theory]
    [InlineData("req: {type: integer}", "req: \"12\"")]
    [InlineData("req: {type: integer}", "req: 3.0")]
    [InlineData("req: {type: boolean}", "req: \"true\"")]
    [InlineData("req: {type: array, items: {type: array, items: {type: integer}}}", "req: [[1], []]")]
    [InlineData("req: {type: string, secret: true}", "req: {secure: abc}")]
    [InlineData("req: {type: string, default: x}", "")]
    public void Validate_RightConfiguration_Passes(string declared, string set) => Validate(declared, set);

    [Fact]
    public void Filter_SecretsInAnyForm_AreMaskedButNotTheTrivialOnes()
    {
        var filter = new SecretFilter(["pass\"word", "pass", "ab", "true", "line 1\nline 2"]);
        Assert.Equal(
            "x [secret] [secret]word [secret] ab true [secret] [secret]",
            filter.Apply("x pass\"word password pass\\\"word ab true line 1\nline 2 line 1\\nline 2"));
    }

    private EffectiveConfig Resolve(string declared, string set)
    {
        var project = WriteProject(declared);
        Write("Pulumi.dev.yaml", "config:\n" + set);
        return EffectiveConfig.Resolve(
            project, StackConfig.Load(project.StackFile("dev"), "proj"), text => text.ToUpperInvariant());
    }

    private void Validate(string declared, string set)
    {
        var project = WriteProject("  " + declared + "\n");
        Write("Pulumi.dev.yaml", "config:\n  " + set + "\n");
        EffectiveConfig.Validate(project, "dev", StackConfig.Load(project.StackFile("dev"), "proj"), text => text);
    }

    private Project WriteProject(string declared)
    {
        Write("Pulumi.yaml", "name: proj\nruntime: dotnet\nconfig:\n" + declared);
        return Project.Find(_root);
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_root, file), text);
}
