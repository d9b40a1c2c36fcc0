using System.CommandLine;
using Engine.Deployments;
using Spectre.Console;

namespace Engine.Cli;

/// <summary>One run of a deploying command: preview, question, run.</summary>
internal sealed class DeployCommand(CliContext cli, Verb verb, DeploySettings settings)
{
    public async Task<int> RunAsync(ParseResult parse)
    {
        var session = StackSession.Open(cli, parse);
        session.Secrets.Verify();
        // Before the lock, so that no signal can end the process and leave it.
        using var interrupts = new Interrupts(parse.InvocationConfiguration.Error);
        await using var runs = new DeployRuns(
            cli.Host, session, verb, settings, parse.InvocationConfiguration.Output, interrupts);
        if (verb == Verb.Preview)
            return await PreviewAsync(runs);
        if (!settings.Interactive && !settings.Yes && !settings.SkipPreview && !settings.PreviewOnly)
            throw new EngineException("--yes or --skip-preview or --preview-only must be passed in to proceed when "
                + "running in non-interactive mode", ExitCode.Configuration);
        if (settings.PreviewOnly)
            return await PreviewAsync(runs);
        using var stackLock = session.TakeLock();
        return await DeployAsync(runs, interrupts.Stop);
    }

    private async Task<int> PreviewAsync(DeployRuns runs) => ExitCodeOf(await runs.PreviewAsync(), "preview");

    private async Task<int> DeployAsync(DeployRuns runs, CancellationToken stop)
    {
        if (!settings.SkipPreview)
        {
            var preview = await runs.PreviewAsync();
            if (!preview.Succeeded)
                return ExitCode.Failure;
            if (!preview.HasChanges && !preview.StateChanged)
            {
                runs.ShowUnchanged(preview);
                return ExitCode.Success;
            }
            if (preview.HasChanges && !settings.Yes && !await ConfirmsAsync(runs, preview, stop))
                throw new EngineException(
                    $"confirmation declined, not proceeding with the {verb.Kind}", ExitCode.Cancelled);
        }
        var result = await runs.ApplyAsync();
        return ExitCodeOf(result, verb.Kind);
    }

    private Task<bool> ConfirmsAsync(DeployRuns runs, DeploymentResult preview, CancellationToken stop) =>
        Confirmation.AskAsync(AnsiConsole.Console, verb.Question, () => runs.ShowDetails(preview), stop);

    private int ExitCodeOf(DeploymentResult result, string kind) =>
        !result.Succeeded ? ExitCode.Failure
        : !settings.ExpectNoChanges || !result.HasChanges ? ExitCode.Success
        : throw new EngineException(
            $"no changes were expected for {kind} but changes were proposed", ExitCode.ChangesNotExpected);
}
