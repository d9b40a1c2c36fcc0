using System.Text.Json.Nodes;
using Enginsight.Infra.Remote;

namespace Enginsight.Ops.Tests.Stacks;

/// <summary>Writes a state as an export shows it.</summary>
internal sealed class StateText
{
    private readonly JsonArray _resources = [];

    public static JsonObject Secret(JsonNode value) => new()
    {
        ["4dabf18193072939515e22adb298388d"] = "1b47061264138c4ac30d75fd1eb44270",
        ["plaintext"] = value.ToJsonString(),
    };

    /// <param name="component">Type and name, such as AppServer:app1.</param>
    /// <param name="host">Where the command runs.</param>
    /// <param name="of">What the command's name begins with. Default: the component's name.</param>
    public StateText Add(
        string component, string name, string host, RemoteStep step, string? stdin = null, bool secret = false,
        bool undo = false, string? of = null)
    {
        var (type, owner) = (component.Split(':')[0], component.Split(':')[1]);
        var resource = $"{of ?? owner}-{name}";
        var parent = $"urn:pulumi:lab::enginsight-infra::enginsight:infra:{type}::{owner}";
        var inputs = new JsonObject
        {
            ["connection"] = Secret(new JsonObject
            {
                ["host"] = host,
                ["port"] = 22,
                ["user"] = "ops",
                ["privateKey"] = Secret("the key"),
                ["hostKey"] = "ssh-ed25519 AAAA",
                ["proxy"] = new JsonObject
                {
                    ["host"] = "203.0.113.5",
                    ["port"] = 2222,
                    ["user"] = "jump",
                    ["privateKey"] = Secret("the proxy's key"),
                },
            }),
            ["create"] = StepCommand.Of("run", resource, step),
        };
        if (undo)
            inputs["delete"] = StepCommand.Of("undo", resource, step);
        if (stdin is not null)
            inputs["stdin"] = secret ? Secret(stdin) : stdin;
        var start = parent.Replace($"::{owner}", "", StringComparison.Ordinal);
        _resources.Add(new JsonObject
        {
            ["urn"] = $"{start}$command:remote:Command::{resource}",
            ["type"] = "command:remote:Command",
            ["parent"] = parent,
            ["inputs"] = inputs,
            ["outputs"] = inputs.DeepClone(),
        });
        return this;
    }

    /// <summary>Gives the last one what it printed.</summary>
    public StateText Printing(string stdout)
    {
        _resources[^1]!["outputs"]!["stdout"] = Secret(stdout);
        return this;
    }

    /// <summary>Marks the last one as replaced.</summary>
    public StateText Replaced()
    {
        _resources[^1]!["delete"] = true;
        return this;
    }

    public override string ToString() => new JsonObject
    {
        ["version"] = 3,
        ["deployment"] = new JsonObject { ["resources"] = _resources },
    }.ToJsonString();
}
