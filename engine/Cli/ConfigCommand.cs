using System.CommandLine;
using System.Text.Json;
using Engine.Properties;
using Engine.Workspace;

namespace Engine.Cli;

/// <summary>The verbs about configuration; without a verb, all of it.</summary>
internal static class ConfigCommand
{
    public static Command Create(CliContext cli)
    {
        var json = new Option<bool>("--json", "-j") { Description = "Emit output as JSON" };
        var show = new Option<bool>("--show-secrets") { Description = "Show secret values when listing config" };
        var command = new Command("config", "Manage configuration")
        {
            json, show,
            ConfigGetCommand.Create(cli),
            ConfigSetCommand.Create(cli),
            ConfigRmCommand.Create(cli),
        };
        command.SetAction(parse =>
        {
            var session = StackSession.Open(cli, parse);
            var values = session.Config.Values
                .OrderBy(item => item.Key.ToString(), StringComparer.Ordinal).ToArray();
            var output = parse.InvocationConfiguration.Output;
            if (parse.GetValue(json))
                output.WriteLine(JsonText.Write(writer => Write(writer, session, values, parse.GetValue(show))));
            else
                Table.Write(output, [["KEY", "VALUE"], .. values.Select(item => new[]
                {
                    item.Key.Namespace == session.Project.Name ? item.Key.Name : item.Key.ToString(),
                    EffectiveConfig.ToText(Shown(session, item.Value, parse.GetValue(show))),
                })]);
        });
        return command;
    }

    /// <summary>Reads a key, with <c>--path</c> also what is below it.</summary>
    public static (ConfigKey Key, object[] Path) ParseKey(string text, bool isPath, string project)
    {
        if (!isPath)
            return (ConfigKey.Parse(text, project), []);
        try
        {
            return PropertyPath.Parse(text).Segments is [string key, ..] path
                ? (ConfigKey.Parse(key, project), [.. path.Skip(1)])
                : throw new FormatException("it should begin with a name");
        }
        catch (FormatException problem)
        {
            throw new EngineException(
                $"invalid configuration key: '{text}' is no path: {problem.Message}", inner: problem);
        }
    }

    /// <summary>One value as an object of value, objectValue and secret.</summary>
    public static void Write(Utf8JsonWriter writer, PropertyValue value, PropertyValue? shown)
    {
        writer.WriteStartObject();
        if (shown is not null)
        {
            writer.WriteString("value", EffectiveConfig.ToText(shown));
            if (shown is ObjectValue or ArrayValue)
            {
                writer.WritePropertyName("objectValue");
                State.PropertyJson.Write(writer, shown, State.SecretForm.Hidden);
            }
        }
        writer.WriteBoolean("secret", value.ContainsSecrets);
        writer.WriteEndObject();
    }

    private static void Write(
        Utf8JsonWriter writer, StackSession session, KeyValuePair<ConfigKey, PropertyValue>[] values, bool showSecrets)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in values)
        {
            writer.WritePropertyName(key.ToString());
            // A value that is a secret as a whole is left out; one that has secrets in it shows where they are.
            Write(writer, value, value is SecretValue && !showSecrets ? null : Shown(session, value, showSecrets));
        }
        writer.WriteEndObject();
    }

    private static PropertyValue Shown(StackSession session, PropertyValue value, bool showSecrets) => showSecrets
        ? session.Decrypt(value)
        : EffectiveConfig.Masked(value);
}
