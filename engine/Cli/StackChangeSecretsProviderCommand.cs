using System.CommandLine;
using Engine.Properties;
using Engine.Secrets;

namespace Engine.Cli;

/// <summary>To the one provider that this engine has: so this is how the passphrase is changed.</summary>
internal static class StackChangeSecretsProviderCommand
{
    private const string Question = "Enter your new passphrase to protect config/secrets";

    public static Command Create(CliContext cli)
    {
        var provider = new Argument<string>("new-secrets-provider") { Description = "passphrase" };
        var command = new Command("change-secrets-provider", "Change the passphrase that protects a stack's secrets")
        {
            provider,
        };
        command.SetAction(async (parse, _) =>
        {
            if (parse.GetRequiredValue(provider) != "passphrase")
                throw new EngineException($"secrets provider '{parse.GetRequiredValue(provider)}' is the Pulumi CLI's; "
                    + "this engine has 'passphrase'");
            var session = StackSession.Open(cli, parse);
            session.Secrets.Verify();
            var secrets = PassphraseSecrets.Create(await AskAsync(cli, parse));
            using var held = session.TakeLock();
            var snapshot = session.Snapshot;
            foreach (var (key, value) in session.Config.Values.ToList())
                foreach (var (path, ciphertext) in Ciphertexts(value, []))
                    session.Config.Set(key, path, new SecretValue(
                        secrets.Encrypt(session.Secrets.Decrypt(ciphertext))));
            session.Config.SetEncryptionSalt(secrets.Salt);
            session.Config.ThrowIfChanged();
            using (var store = session.Backend.Store(session.StackName, secrets))
                await store.SaveAsync(snapshot);
            session.Config.Save();
            await parse.InvocationConfiguration.Output.WriteLineAsync(
                "Migrated configuration and state to the new passphrase; set PULUMI_CONFIG_PASSPHRASE to it");
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>From the terminal, or the first line of standard input; never from a command line.</summary>
    private static async Task<string> AskAsync(CliContext cli, ParseResult parse)
    {
        if (!cli.IsInteractive(parse))
            return await cli.Input.ReadLineAsync() is { Length: > 0 } line ? line : throw new EngineException(
                "the new passphrase should be the first line of standard input; there was none");
        var passphrase = Prompt.Secret(Question);
        return Prompt.Secret("Re-enter your passphrase to confirm") == passphrase
            ? passphrase
            : throw new EngineException("passphrases do not match");
    }

    private static IEnumerable<(object[] Path, string Ciphertext)> Ciphertexts(
        PropertyValue value, object[] path) => value switch
        {
            SecretValue { Element: StringValue text } => [(path, text.Value)],
            ArrayValue list => list.Items.SelectMany((item, index) => Ciphertexts(item, [.. path, index])),
            ObjectValue map => map.Map.SelectMany(item => Ciphertexts(item.Value, [.. path, item.Key])),
            _ => [],
        };
}
