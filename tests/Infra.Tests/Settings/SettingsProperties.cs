using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

/// <summary>A thousand stack files that are right, and a thousand that are not.</summary>
public partial class SettingsProperties
{
    [Fact]
    public void Read_AnyRightSettings_IsAccepted() => GeneratedSettings.Right.Sample(
        config => Assert.NotEmpty(SettingsReader.Read(GeneratedSettings.ToConfig(config)).AppServers),
        iter: 1_000, print: config => config.ToJsonString());

    [Fact]
    public void Read_AnyMistakes_AreRefusedEachInALineThatNamesItsSetting() =>
        Gen.Select(GeneratedSettings.Right, GeneratedSettings.Mistakes.Array[1, 3]).Sample(
            (right, mistakes) =>
            {
                var config = (JsonObject)right.DeepClone();
                foreach (var mistake in mistakes)
                    GeneratedSettings.Set(config, mistake.Path, mistake.Value?.DeepClone());

                var e = Assert.Throws<SettingsException>(
                    () => SettingsReader.Read(GeneratedSettings.ToConfig(config)));

                Assert.All(e.Problems, problem =>
                {
                    Assert.Matches(PathAndProblem(), problem);
                    Assert.InRange(problem.Length, 1, 800);
                    Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
                });
                Assert.Equal(e.Problems.Distinct(), e.Problems);
                var path = ListInstead(mistakes) ?? mistakes[^1].Path;
                Assert.Contains(e.Problems, problem => Names(problem, path)
                    || problem.Contains($"{path} is set, and the two belong", StringComparison.Ordinal));
            },
            iter: 1_000, print: item => $"{string.Join("\n", item.Item2.Select(m => $"{Shown.Cut(m.Path)} = "
                + Shown.Cut(m.Value?.ToJsonString() ?? "nothing")))}\n{item.Item1.ToJsonString()}");

    /// <summary>As the reader itself lists them when it meets an unknown one.</summary>
    [Fact]
    public void Mistakes_AreMadeAtEverySettingThatThereIs()
    {
        string[] sections =
        [
            "", "ssh.", "ssh.proxy.", "loadBalancer.", "appServers[0].", "services.", "database.", "database.allow[0].",
            "certificate.", "certificate.acme.", "registry.", "mail.", "versions.", "updates.", "updates.health.",
        ];
        var known = sections.SelectMany(section =>
        {
            var config = new JsonObject();
            GeneratedSettings.Set(config, $"{section}zzzzzzzzzz", "1");
            return Assert.Throws<SettingsException>(() => SettingsReader.Read(GeneratedSettings.ToConfig(config)))
                .Problems.Single(problem => problem.StartsWith($"{section}zzzzzzzzzz: ", StringComparison.Ordinal))
                .Split("known are ")[1].Split(", ").Select(key => section + key);
        });
        var mistaken = GeneratedSettings.Mistaken.ToArray();

        var missing = known.Where(key => key != "lab" && !mistaken.Any(path => AnyVm(path) == AnyVm(key)
            || path.StartsWith($"{key}.", StringComparison.Ordinal)
            || path.StartsWith($"{key}[", StringComparison.Ordinal)));

        Assert.Empty(missing);
    }

    /// <summary>The wrong list that stands for a section's own VM, so that nothing is missing of the latter.</summary>
    private static string? ListInstead(Mistake[] mistakes)
    {
        var list = mistakes[^1] switch
        {
            { Path: "loadBalancer.host", Value: null } => "loadBalancers",
            { Path: "database.host", Value: null } => "database.members",
            _ => null,
        };
        return mistakes.Any(mistake => mistake.Path == list) ? list : null;
    }

    /// <summary>All VMs are read by the same rules.</summary>
    private static string AnyVm(string path) => VmKey().Replace(path, "vm.$1");

    [GeneratedRegex(@"\A(?:loadBalancer|appServers\[[01]\]|services|database)"
        + @"\.(name|host|address|hostKey|user|port)\z")]
    private static partial Regex VmKey();

    /// <summary>The setting itself, something in it, or what it is in, where that is wrong already.</summary>
    private static bool Names(string problem, string path)
    {
        var named = problem.Split(": ")[0];
        var line = Shown.Line(path.Length == 0 || path.EndsWith('.') ? $"{path}''" : path);
        return line == named || named.StartsWith($"{line}.", StringComparison.Ordinal)
            || named.StartsWith($"{line}[", StringComparison.Ordinal)
            || line.StartsWith($"{named}.", StringComparison.Ordinal)
            || line.StartsWith($"{named}[", StringComparison.Ordinal)
            || (named.EndsWith("...", StringComparison.Ordinal)
                && line.StartsWith(named[..^3], StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\A[^:\p{Cc}\p{Cf}\u2028\u2029]+: [^\p{Cc}\p{Cf}\u2028\u2029]+\z")]
    private static partial Regex PathAndProblem();
}
