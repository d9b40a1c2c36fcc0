using System.Text.RegularExpressions;
using Enginsight.Ops.Stacks;
using Floor;

namespace Enginsight.Ops.Drift;

/// <summary>
/// Takes secrets out of lines before they are shown: those of the state wherever they stand, and what an operator may
/// have typed into a file where one belongs.
/// </summary>
internal sealed partial class SecretScrubber(StackState state)
{
    private const string Redaction = "[secret]";
    private const int Shortest = 6;

    private readonly KnownSecrets _known = new(
        state.Commands.Where(command => command.IsSecret)
            .SelectMany(command => command.Stdin.Reveal().Split('\n'))
            .Where(line => line.Length >= Shortest && !line.StartsWith("==> ", StringComparison.Ordinal)),
        Redaction);

    public string Scrub(string line)
    {
        var scrubbed = UrlLogin().Replace(_known.Hide(line), $"://{Redaction}@");
        return SecretSetting().Replace(scrubbed, $"$1{Redaction}");
    }

    [GeneratedRegex(@"://[^/\s@]*@")]
    private static partial Regex UrlLogin();

    [GeneratedRegex("""("[^"]*(?:pass|secret|token|uri|auth)[^"]*"\s*:\s*)(?!"").*""", RegexOptions.IgnoreCase)]
    private static partial Regex SecretSetting();
}
