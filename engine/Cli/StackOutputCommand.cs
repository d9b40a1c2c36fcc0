using System.CommandLine;
using Engine.Properties;
using Engine.Protocol;
using Engine.State;

namespace Engine.Cli;

internal static class StackOutputCommand
{
    public static Command Create(CliContext cli)
    {
        var name = new Argument<string?>("property-name")
        {
            Description = "One output",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json", "-j") { Description = "Emit output as JSON" };
        var show = new Option<bool>("--show-secrets") { Description = "Display secret outputs in plaintext" };
        var command = new Command("output", "Show a stack's output properties") { name, json, show };
        command.SetAction(parse =>
        {
            var session = StackSession.Open(cli, parse);
            var outputs = Outputs(parse.GetValue(show)
                ? session.Snapshot : session.ReadSnapshotWithoutSecrets());
            if (parse.GetValue(show))
                outputs = outputs.WithoutSecrets();
            var output = parse.InvocationConfiguration.Output;
            if (parse.GetValue(name) is { } property)
            {
                var value = outputs.Get(property) ?? throw new EngineException(
                    $"current stack does not have output property '{property}'");
                output.WriteLine(parse.GetValue(json) ? Json(value, indented: true) : Text(value));
            }
            else if (parse.GetValue(json))
                output.WriteLine(Json(new ObjectValue(outputs), indented: true));
            else
                WriteTable(output, outputs);
        });
        return command;
    }

    /// <summary>The stack's outputs; none before the first update.</summary>
    public static PropertyMap Outputs(Snapshot snapshot) =>
        snapshot.Resources.FirstOrDefault(state => state.Type == Urns.StackType && !state.Delete)?.Outputs
        ?? PropertyMap.Empty;

    public static void WriteTable(TextWriter output, PropertyMap outputs)
    {
        if (outputs.Count == 0)
        {
            output.WriteLine("No output values currently in this stack");
            return;
        }
        output.WriteLine($"Current stack outputs ({outputs.Count}):");
        var rows = outputs.Select(item => new[] { item.Key, Text(item.Value) });
        Table.Write(output, [["OUTPUT", "VALUE"], .. rows], indent: "    ");
    }

    private static string Text(PropertyValue value) => value is StringValue text ? text.Value : Bare(value);

    private static string Bare(PropertyValue value) =>
        value is SecretValue ? SecretValue.Mask : Json(value, indented: false);

    private static string Json(PropertyValue value, bool indented) =>
        JsonText.Write(writer => PropertyJson.Write(writer, value, SecretForm.Hidden), indented);
}
