using System.Text.RegularExpressions;

namespace Engine.Tests.Surface;

/// <summary>The compiler keeps the projects apart; within them namespaces can be read one after the other.</summary>
public partial class ShelfTests
{
    [Fact]
    public void Namespaces_OfTheEngine_KnowEachOtherInNoCircle()
    {
        var known = Directory.EnumerateFiles(ProjectFolder.At("engine"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(text => Using().Matches(text).Select(match => (
                From: Namespace().Match(text).Groups[1].Value, To: match.Groups[1].Value)))
            .ToLookup(pair => pair.From, pair => pair.To);

        Assert.Contains("Engine.Planning", known["Engine.Execution"]);
        Assert.DoesNotContain(known.Select(item => item.Key), name => Reached(name, known).Contains(name));
    }

    private static HashSet<string> Reached(string name, ILookup<string, string> known)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>(known[name]);
        while (open.TryDequeue(out var next))
            if (reached.Add(next))
                foreach (var further in known[next])
                    open.Enqueue(further);
        return reached;
    }

    [GeneratedRegex("^using (Engine[A-Za-z.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex("^namespace ([A-Za-z.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
