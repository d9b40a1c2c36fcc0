using System.CommandLine;
using System.Globalization;
using Engine.Deployments;

namespace Engine.Cli;

/// <summary>The options of the deploying verbs, under Pulumi's names.</summary>
internal sealed class DeployOptions
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Go on without asking" };
    private readonly Option<bool> _skipPreview = new("--skip-preview", "-f") { Description = "Do not preview first" };
    private readonly Option<bool> _previewOnly = new("--preview-only") { Description = "Only show the preview" };
    private readonly Option<bool> _diff = new("--diff") { Description = "Show the changes in full" };
    private readonly Option<bool> _json = new("--json", "-j") { Description = "Show the preview as JSON" };
    private readonly Option<bool> _noChanges = new("--expect-no-changes") { Description = "Fail if anything changes" };
    private readonly Option<bool> _refresh = new("--refresh", "-r") { Description = "Refresh the state first" };
    private readonly Option<bool> _continue = new("--continue-on-error")
    {
        Description = "Go on with what does not depend on a failed resource",
    };
    private readonly Option<bool> _clearCreates = new("--clear-pending-creates")
    {
        Description = "Forget creations of an interrupted run",
    };
    private readonly Option<string[]> _targets = new("--target", "-t")
    {
        Description = "URN of a resource to limit the operation to; * and ** are wildcards",
    };
    private readonly Option<bool> _dependents = new("--target-dependents")
    {
        Description = "Take along what depends on the targets",
    };
    private readonly Option<string[]> _excludes = new("--exclude")
    {
        Description = "URN of a resource to leave as it is; * and ** are wildcards",
    };
    private readonly Option<bool> _excludeDependents = new("--exclude-dependents")
    {
        Description = "Leave what depends on the excluded, too",
    };
    private readonly Option<int?> _parallel = new("--parallel", "-p")
    {
        Description = "Resource operations at the same time; four per CPU by default",
    };
    private readonly Option<string?> _message = new("--message", "-m") { Description = "Note for the history" };

    public IEnumerable<Option> For(Verb verb)
    {
        IEnumerable<Option> common =
            [_diff, _targets, _dependents, _excludes, _excludeDependents, _parallel, _message, _noChanges];
        IEnumerable<Option> asking = [_yes, _skipPreview, _previewOnly];
        return verb.Name switch
        {
            "preview" => [.. common, _json, _refresh],
            "up" or "destroy" => [.. common, .. asking, _refresh, _continue],
            _ => [.. common, .. asking, _clearCreates],
        };
    }

    public DeploySettings Read(CliContext cli, ParseResult parse) => new()
    {
        Interactive = cli.IsInteractive(parse),
        Color = cli.UsesColor(parse),
        Yes = parse.GetValue(_yes),
        SkipPreview = parse.GetValue(_skipPreview),
        PreviewOnly = parse.GetValue(_previewOnly),
        Diff = parse.GetValue(_diff),
        Json = parse.GetValue(_json),
        ExpectNoChanges = parse.GetValue(_noChanges),
        Refresh = parse.GetValue(_refresh),
        ClearPendingCreates = parse.GetValue(_clearCreates),
        Message = parse.GetValue(_message) ?? "",
        Deployment = new DeploymentOptions
        {
            ContinueOnError = parse.GetValue(_continue) || IsTrue("PULUMI_CONTINUE_ON_ERROR"),
            Targets = parse.GetValue(_targets) ?? [],
            TargetDependents = parse.GetValue(_dependents),
            Excludes = parse.GetValue(_excludes) ?? [],
            ExcludeDependents = parse.GetValue(_excludeDependents),
            Parallel = parse.GetValue(_parallel) ?? FromEnvironment() ?? 4 * Environment.ProcessorCount,
        },
    };

    private static bool IsTrue(string variable) =>
        Environment.GetEnvironmentVariable(variable) is "1" or "true" or "True" or "TRUE";

    private static int? FromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable("PULUMI_PARALLEL");
        return int.TryParse(text, CultureInfo.InvariantCulture, out var degree) ? degree : null;
    }
}
