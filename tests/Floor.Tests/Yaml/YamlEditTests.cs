using System.Text.Json.Nodes;
using CsCheck;
using Floor.Yaml;

namespace Floor.Tests.Yaml;

public sealed class YamlEditTests
{
    private const string Sample = """
        # Head
        encryptionsalt: v1:abc   # salt
        config:
          # first
          p:a: 1 # one

          p:b:
            # inner
            x: "007"
            list:
              - one # first item
              - name: two
                port: 2
              # end of list
            # end of b
          p:text: |-
            line 1
              line 2

          # before last
          p:flow: {a: 1, b: [2, 3]}
        # Foot
        """ + "\n";

    [Fact]
    public void Set_ExistingScalar_ChangesOnlyThatValueAndKeepsItsComment() =>
        Assert.Equal(Sample.Replace("p:a: 1 # one", "p:a: new # one"), Set("new", "config", "p:a"));

    [Fact]
    public void Set_NestedScalar_KeepsAllElse() =>
        Assert.Equal(Sample.Replace("\"007\"", "\"008\""), Set("008", "config", "p:b", "x"));

    [Fact]
    public void Set_NewKey_IsAppendedToItsMap()
    {
        Assert.Equal(Sample.Replace("[2, 3]}\n", "[2, 3]}\n  p:new: v\n"), Set("v", "config", "p:new"));
        Assert.Equal(Sample.Replace("        port: 2\n", "        port: 2\n        host: h\n"),
            Set("h", "config", "p:b", "list", 1, "host"));
    }

    [Fact]
    public void Set_NextIndexOfList_IsAppended() =>
        Assert.Equal(Sample.Replace("        port: 2\n", "        port: 2\n      - three\n"),
            Set("three", "config", "p:b", "list", 2));

    [Fact]
    public void Set_ListItem_KeepsItsComment() =>
        Assert.Equal(Sample.Replace("- one #", "- uno #"), Set("uno", "config", "p:b", "list", 0));

    [Fact]
    public void Set_Secret_IsWrittenAsMapWithTheKeySecure() =>
        Assert.Equal(Sample.Replace("p:a: 1 # one\n", "p:a: # one\n    secure: v1:abc=\n"),
            Set(YamlValues.Secret("v1:abc="), "config", "p:a"));

    [Fact]
    public void Set_TextOfSeveralLines_IsALiteralBlockBehindTheComment() =>
        Assert.Equal(
            Sample.Replace("p:a: 1 # one\n", "p:a: |- # one\n    x\n\n    y\n"), Set("x\n\ny", "config", "p:a"));

    [Fact]
    public void Set_BlockOfText_IsReplacedAsAWhole() =>
        Assert.Equal(
            Sample.Replace("p:text: |-\n    line 1\n      line 2\n", "p:text: short\n"),
            Set("short", "config", "p:text"));

    [Fact]
    public void Set_InsideFlowStyle_RewritesThatValueInBlockStyle() =>
        Assert.Equal(Sample.Replace(" {a: 1, b: [2, 3]}", "\n    a: 5\n    b:\n      - 2\n      - 3"),
            Set(5.0, "config", "p:flow", "a"));

    [Fact]
    public void Set_InEmptyText_MakesTheMaps() =>
        Assert.Equal("config:\n  p:a: v\n", YamlEdit.Set("", "f", ["config", "p:a"], "v"));

    [Fact]
    public void Set_WhereConfigIsEmpty_FillsIt()
    {
        const string filled = "config:\n  p:a: v\n# c\nx: 1\n";
        Assert.Equal(filled, YamlEdit.Set("config: {}\n# c\nx: 1\n", "f", ["config", "p:a"], "v"));
        Assert.Equal(filled, YamlEdit.Set("config:\n# c\nx: 1\n", "f", ["config", "p:a"], "v"));
    }

    [Fact]
    public void Remove_Key_RemovesItsLinesOnly()
    {
        Assert.Equal(Sample.Replace("  p:a: 1 # one\n", ""), Remove("config", "p:a"));
        Assert.Equal(Sample.Replace("  p:text: |-\n    line 1\n      line 2\n", ""), Remove("config", "p:text"));
        Assert.Equal(Sample.Replace("      - one # first item\n", ""), Remove("config", "p:b", "list", 0));
    }

    [Fact]
    public void Remove_OnlyKey_LeavesAnEmptyMap() =>
        Assert.Equal("config: {}\n  # why\n", YamlEdit.Remove("config:\n  # why\n  p:a: 1\n", "f", ["config", "p:a"]));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("007", "\"007\"")]
    [InlineData("1.50", "\"1.50\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("No", "\"No\"")]
    [InlineData("", "\"\"")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("7.17.31", "7.17.31")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("2026-01-01", "\"2026-01-01\"")]
    [InlineData("https://x.y/z", "https://x.y/z")]
    [InlineData("-----BEGIN", "\"-----BEGIN\"")]
    public void Text_IsQuotedWhereAReaderCouldTakeItForSomethingElse(string text, string expected) =>
        Assert.Equal(expected, new YamlText(literals: true).Text(text, 0));

    [Fact]
    public void SetAndRemove_AnyValueAtAnyPlace_ReadBackAndTouchNothingElse()
    {
        var scalar = Gen.OneOf(
            Gen.String[Gen.OneOf(
                Gen.Char["ab 01:#-'\"\n\t{}[],&*|>%@`!?\\"], Gen.Char.AlphaNumeric, Gen.Char['\u00A0', '\uD7FF']),
                0, 12]
                .Select(text => (JsonNode?)text),
            Gen.Int.Select(number => (JsonNode?)(double)number),
            Gen.Bool.Select(flag => (JsonNode?)flag),
            Gen.Const((JsonNode?)null),
            Gen.Const("v1:a=:b").Select(text => (JsonNode?)YamlValues.Secret(text)));
        var value = Gen.Recursive<JsonNode?>((depth, self) => depth > 3 ? scalar : Gen.OneOf(
            scalar,
            self.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
            Gen.Select(Gen.String[Gen.Char["ab .:\"x0"], 1, 4], self).Array[0, 3].Select(items =>
                (JsonNode?)new JsonObject(items.DistinctBy(item => item.Item1)
                    .Select(item => KeyValuePair.Create(item.Item1, item.Item2?.DeepClone()))))));
        var paths = new object[][]
        {
            ["config", "p:a"], ["config", "p:b"], ["config", "p:b", "x"], ["config", "p:b", "list", 0],
            ["config", "p:b", "list", 1, "port"], ["config", "p:flow", "b", 2], ["config", "p:text"], ["config", "q:n"],
            ["config", "p:b", "list", 2], ["encryptionsalt"], ["config", "p:b", "new", "deep"],
        };
        var path = Gen.Int[0, paths.Length - 1].Select(at => paths[at]);
        Gen.Select(path, value, path, value).Sample((first, content, second, other) =>
        {
            var once = YamlEdit.Set(Sample, "f", first, content);
            var expected = YamlPath.Set(Values(Sample), first, content);
            AssertSame(expected, Values(once));
            JsonNode? again;
            try
            {
                again = YamlPath.Set(expected, second, other);
            }
            catch (UserFileException)
            {
                return; // the first edit has put something else where the second path leads
            }
            var twice = YamlEdit.Set(once, "f", second, other);
            AssertSame(again, Values(twice));
            AssertSame(YamlPath.Remove(again, second), Values(YamlEdit.Remove(twice, "f", second)));
        }, iter: 1000);
    }

    private static string Set(JsonNode? value, params object[] path) => YamlEdit.Set(Sample, "f", path, value);

    private static string Remove(params object[] path) => YamlEdit.Remove(Sample, "f", path);

    private static JsonNode? Values(string text) => YamlValues.Parse(text, "f") is { } map
        ? YamlValues.ToValue(map) : new JsonObject();

    private static void AssertSame(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected?.ToJsonString()}, {actual?.ToJsonString()}");
}
