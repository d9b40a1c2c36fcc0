using Enginsight.Infra.Settings;
using Pulumi;

namespace Enginsight.Infra.Remote;

/// <summary>What a step gets on standard input, the only way for a secret: see remote/stage.sh.</summary>
internal static class StepInput
{
    /// <returns>Null where the step needs none.</returns>
    /// <param name="step">The step.</param>
    /// <param name="sudoPassword">What sudo asks for on the step's VM.</param>
    public static Output<string>? Of(RemoteStep step, SecretText? sudoPassword)
    {
        var input = Of(step);
        return sudoPassword is null
            ? input
            : Output.Tuple(sudoPassword.ToOutput(), input ?? Output.Create(""))
                .Apply(both => $"{both.Item1}\n{both.Item2}");
    }

    private static Output<string>? Of(RemoteStep step)
    {
        if (step.Files is null && step.Secrets.IsEmpty && step.RunsAgainAfter.IsEmpty)
            return null;
        var text = step.Files?.ToOutput().Apply(files => files.ToString()) ?? Output.Create("");
        foreach (var (name, value) in step.Secrets)
            text = Append(text, value.Apply(secret => new FileBundle().AddSecret(name, secret)));
        foreach (var command in step.RunsAgainAfter)
        {
            text = Append(text, command.Stdout.Apply(output =>
                new FileBundle().AddRun(command.GetResourceName(), output.Split('\n')[^1])));
        }

        return text;
    }

    private static Output<string> Append(Output<string> text, Output<FileBundle> more) =>
        Output.Tuple(text, more).Apply(both => both.Item1 + both.Item2);
}
