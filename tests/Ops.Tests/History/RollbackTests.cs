using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Enginsight.Ops.History;
using YamlDotNet.Serialization;

namespace Enginsight.Ops.Tests.History;

public class RollbackTests
{
    private const string StackFile = """
        # Our site.
        config:
          p:name: app.example.org   # the name
          # Versions, by hand.
          p:versions:
            ui-m1: 7.17.13 # tested in June
            server-m2: "7.17.32"
          p:mail:
            host: new.example.org
            password:
              secure: v1:AAAA:BBBB

          # The servers.
          p:appServers:
          - host: 10.0.0.11
          - host: 10.0.0.12
        encryptionsalt: v1:x=:v1:y:z

        """;

    private const string OldConfig = """
        {"p:name":"app.example.org","p:versions":{"ui-m1":"7.17.12","server-m2":"7.17.31"},
         "p:mail":{"host":"old.example.org","password":{"secure":"v1:CCCC:DDDD"}},
         "p:appServers":[{"host":"10.0.0.11"},{"host":"10.0.0.12","user":"ops"}]}
        """;

    [Fact]
    public void Apply_OldConfiguration_IsWhatTheFileSaysThen()
    {
        var target = Tree(OldConfig);

        Assert.Equal(target, ConfigTree.FromStackFile(StackFileEdit.Apply(StackFile, target)));
    }

    [Fact]
    public void Apply_OldConfiguration_KeepsCommentsSaltAndCiphertext()
    {
        var text = StackFileEdit.Apply(StackFile, Tree(OldConfig));

        Assert.Contains("# Our site.\n", text, StringComparison.Ordinal);
        Assert.Contains("p:name: app.example.org   # the name\n", text, StringComparison.Ordinal);
        Assert.Contains("  # Versions, by hand.\n", text, StringComparison.Ordinal);
        Assert.Contains("    ui-m1: 7.17.12 # tested in June\n", text, StringComparison.Ordinal);
        Assert.Contains("    server-m2: 7.17.31\n", text, StringComparison.Ordinal);
        Assert.Contains("secure: v1:CCCC:DDDD\n", text, StringComparison.Ordinal);
        Assert.Contains("  # The servers.\n", text, StringComparison.Ordinal);
        Assert.EndsWith("encryptionsalt: v1:x=:v1:y:z\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", text, StringComparison.Ordinal);
    }

    /// <summary>Each value by itself: in lists, in maps on one line, and beside what is new and what goes.</summary>
    [Fact]
    public void Apply_ValuesInListsAndMaps_KeepsTheCommentsBesideThem()
    {
        const string file = """
            config:
              p:servers:
                - name: a # the old one
                  host: 10.0.0.1 # moved in May
                # the new one
                - name: b
                  host: 10.0.0.2
              p:limits: {rate: 10, burst: "20"} # on one line
              p:mail:
                # ours
                host: mx # by hand
                port: 25
            """;

        var text = StackFileEdit.Apply(file, Tree("""
            {"p:servers":[{"name":"a","host":"10.0.0.9"},{"name":"b","host":"10.0.0.2","user":"ops"}],
             "p:limits":{"rate":"10","burst":"30"},"p:mail":{"host":"mx"}}
            """));

        Assert.Equal(
            """
            config:
              p:servers:
                - name: a # the old one
                  host: 10.0.0.9 # moved in May
                # the new one
                - name: b
                  host: 10.0.0.2
                  user: ops
              p:limits: # on one line
                rate: 10
                burst: "30"
              p:mail:
                # ours
                host: mx # by hand

            """,
            text);
    }

    [Theory]
    [InlineData("""{"p:name":"app.example.org"}""")]
    [InlineData("""{"p:name":"other","p:new":{"a":"true","b":["1","x: y","'q'"]},"p:empty":{}}""")]
    [InlineData(
        """{"p:name":{"secure":"v1:E:F"},"p:pem":"-----BEGIN-----\nabc\n-----END-----\n","p:n":"7.10","p:z":"007"}""")]
    [InlineData("{}")]
    public void Apply_AnyConfiguration_IsWhatAProgramReads(string config)
    {
        var text = StackFileEdit.Apply(StackFile, Tree(config));

        Assert.Equal(Sorted(JsonNode.Parse(config)), Sorted(AsAProgramReads(text)));
    }

    [Theory]
    [InlineData("\"465\"", "465")]
    [InlineData("465", "465")]
    [InlineData("True", "true")]
    [InlineData("\"True\"", "\"True\"")]
    [InlineData("FALSE", "false")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("7.10", "7.1")]
    [InlineData("\"7.10\"", "\"7.10\"")]
    [InlineData("1.0", "1")]
    [InlineData("7.17.31", "\"7.17.31\"")]
    [InlineData("007", "\"007\"")]
    [InlineData("~", "null")]
    public void FromStackFile_ValueOfAnyKind_IsWhatItsOwnHistoryEntryHas(string inFile, string inHistory) =>
        Assert.Equal(
            Tree($$"""{"p:v":{"a":{{inHistory}} } }"""),
            ConfigTree.FromStackFile($"config:\n  p:v:\n    a: {inFile}\n"));

    [Fact]
    public void Between_Secret_IsNotShown()
    {
        var change = Assert.Single(RollbackChange.Between(
            Tree("""{"p:s":{"secure":"v1:a"}}"""), Tree("""{"p:s":{"secure":"v1:b"}}""")));

        Assert.Equal(("[secret]", "[secret]"), (change.Now!.Shown, change.Then!.Shown));
    }

    [Fact]
    public void Summary_Changes_InWords() =>
        Assert.Equal("2 created, 1 updated", HistoryEntry.Parse("""
            {"kind":"update","result":"succeeded","endTime":1795397865,
             "resourceChanges":{"create":2,"same":60,"update":1},"config":{}}
            """).Summary);

    /// <summary>
    /// Unlike the tool's own reader, which takes every value for text: 7.10 and 007 are numbers unless they are quoted.
    /// </summary>
    private static JsonNode? AsAProgramReads(string stackFile)
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        return Plain(yaml.Deserialize<Dictionary<string, object?>>(stackFile)["config"] ?? new Dictionary<object, object>());
    }

    private static JsonNode? Plain(object? value) => value switch
    {
        Dictionary<object, object> map => new JsonObject(
            map.Select(item => KeyValuePair.Create((string)item.Key, Plain(item.Value)))),
        List<object> list => new JsonArray([.. list.Select(Plain)]),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>Text of a tree in which the order of keys means nothing.</summary>
    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject map => $"{{{string.Join(',', map
            .OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}:{Sorted(item.Value)}"))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Sorted))}]",
        _ => node?.ToJsonString() ?? "null",
    };

    private static ConfigTree Tree(string json) => ConfigTree.FromJson(JsonDocument.Parse(json).RootElement);
}
