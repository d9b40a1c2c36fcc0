using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>
/// Takes secrets out of lines before they are shown: those of the state wherever they stand, and what an operator may
/// have typed into a file where one belongs.
/// </summary>
internal sealed partial class SecretScrubber(StackState state)
{
    private const string Redaction = "[secret]";
    private const int Shortest = 6;

    private readonly ImmutableArray<string> _known =
    [
        .. state.Commands.Where(command => command.IsSecret)
            .SelectMany(command => command.Stdin.Reveal().Split('\n'))
            .Where(line => line.Length >= Shortest && !line.StartsWith("==> ", StringComparison.Ordinal))
            .Distinct().OrderByDescending(line => line.Length),
    ];

    public string Scrub(string line)
    {
        var scrubbed = _known.Aggregate(
            line, (text, secret) => text.Replace(secret, Redaction, StringComparison.Ordinal));
        scrubbed = UrlLogin().Replace(scrubbed, $"://{Redaction}@");
        return SecretSetting().Replace(scrubbed, $"$1{Redaction}");
    }

    [GeneratedRegex(@"://[^/\s@]*@")]
    private static partial Regex UrlLogin();

    [GeneratedRegex("""("[^"]*(?:pass|secret|token|uri|auth)[^"]*"\s*:\s*)(?!"").*""", RegexOptions.IgnoreCase)]
    private static partial Regex SecretSetting();
}
