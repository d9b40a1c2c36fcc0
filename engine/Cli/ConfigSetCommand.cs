using System.CommandLine;
using System.Globalization;
using Engine.Properties;

namespace Engine.Cli;

internal static class ConfigSetCommand
{
    public static Command Create(CliContext cli)
    {
        var name = new Argument<string>("key") { Description = "Key of the value" };
        var value = new Argument<string?>("value")
        {
            Description = "The value; read from standard input if not given",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var isPath = new Option<bool>("--path")
        {
            Description = "The key contains a path to a property in a map or list to set",
        };
        var secret = new Option<bool>("--secret") { Description = "Encrypt the value" };
        var plaintext = new Option<bool>("--plaintext") { Description = "Store the value unencrypted (the default)" };
        var type = new Option<string?>("--type") { Description = "With --path: what the value is to be stored as" };
        type.AcceptOnlyFromAmong("string", "bool", "int", "float");
        var command = new Command("set", "Set a configuration value") { name, value, isPath, secret, plaintext, type };
        command.SetAction(async (parse, _) =>
        {
            if (parse.GetValue(secret) && parse.GetValue(plaintext))
                throw new EngineException("--secret and --plaintext exclude each other");
            var session = StackSession.Open(cli, parse);
            var (key, path) = ConfigCommand.ParseKey(
                parse.GetRequiredValue(name), parse.GetValue(isPath), session.Project.Name);
            var text = parse.GetValue(value) ?? await ReadAsync(cli, parse, parse.GetValue(secret));
            session.Config.Set(key, path,
                parse.GetValue(secret) ? new SecretValue(session.Secrets.Encrypt(text))
                : parse.GetValue(isPath) ? Typed(text, parse.GetValue(type))
                : text);
            session.Config.Save();
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>
    /// With a path, what looks like a boolean or an integer becomes one; everything else stays text. A type decides
    /// otherwise.
    /// </summary>
    private static PropertyValue Typed(string text, string? type) => type switch
    {
        "string" => text,
        "bool" => text is "true" or "false" ? text == "true" : throw Mistyped(text, "true or false"),
        "int" => Integer(text) ?? throw Mistyped(text, "a whole number"),
        "float" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? number : throw Mistyped(text, "a number"),
        _ => text is "true" or "false" ? text == "true" : text is ['0', _, ..] ? text : Integer(text) ?? text,
    };

    // Beyond 2^53 the file's numbers would lose digits.
    private static PropertyValue? Integer(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && Math.Abs((double)number) < 1L << 53 ? (double)number : null;

    private static EngineException Mistyped(string text, string wanted) =>
        new($"the value should be {wanted}, as --type says; it is '{text}'");

    private static async Task<string> ReadAsync(CliContext cli, ParseResult parse, bool secret)
    {
        if (cli.IsInteractive(parse))
            return secret ? Prompt.Secret("value") : Prompt.Text("value");
        var text = await cli.Input.ReadToEndAsync();
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
    }
}
