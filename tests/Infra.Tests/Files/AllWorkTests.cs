using System.Globalization;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>
/// When services count as working. docker and compose are stand-ins: one container, whose log is a list of seconds ago
/// and lines.
/// </summary>
public sealed class AllWorkTests : IDisposable
{
    private readonly Scratch _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("it said so", 5, null, "4.9 connected to redis", true)]
    [InlineData("it said so before Docker noted the start", 5, null, "5.4 connected to redis", true)]
    [InlineData("and after an end", 5, 6, "5.4 connected to redis", true)]
    [InlineData("it said so before it ended last", 5, 6, "9 connected to redis", false)]
    [InlineData("it said nothing", 5, null, "5 starting", false)]
    [InlineData("it said the opposite", 5, null, "5 not connected", false)]
    [InlineData("it said nothing, and has lived longer than a driver", 45, null, "45 starting", true)]
    public async Task AllWork_Service_HasSaidSoOrHasStayedUp(
        string why, int started, int? ended, string line, bool works) =>
        Assert.True(await AllWorkAsync(started, ended, line) == works, why);

    /// <param name="started">Seconds since the container started, by Docker's notes.</param>
    /// <param name="ended">Seconds since it ended last; null when it never did.</param>
    private async Task<bool> AllWorkAsync(int started, int? ended, string line)
    {
        var now = TimeProvider.System.GetUtcNow();
        string Ago(double seconds) =>
            now.AddSeconds(-seconds).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

        var (seconds, said) = (line.Split(' ', 2)[0], line.Split(' ', 2)[1]);
        await File.WriteAllTextAsync(
            _files.At("log"), $"{Ago(double.Parse(seconds, CultureInfo.InvariantCulture))} {said}\n");
        var finished = ended is { } end ? Ago(end) : "0001-01-01T00:00:00Z";
        var library = StepScripts.Library("remote/wait.sh", "enterprise/health.sh");
        var result = await Shell.RunAsync(
            ["bash", "-c", $$$"""
                set -euo pipefail
                compose() { echo service; }
                docker() {
                  case $1 in
                  inspect) sed 's/{{.Id}}/service/; s/{{.State.StartedAt}}/{{{Ago(started)}}}/
                    s/{{.State.FinishedAt}}/{{{finished}}}/' <<<"$3" ;;
                  logs) awk -v since="$3" '$1 > since { $1 = ""; print }' log ;;
                  esac
                }
                xargs() { cat >/dev/null; "$@" service; }
                health_seconds=60
                {{{library}}}
                all_work
                """], _files.Path);
        Assert.Equal("", result.Error);
        return result.ExitCode == 0;
    }
}
