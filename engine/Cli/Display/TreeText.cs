using Engine.Deployments;
using Engine.Protocol;

namespace Engine.Display;

/// <summary>The table of a terminal: the resources as a tree, with plan or status beside them.</summary>
internal static class TreeText
{
    /// <summary>One line of the table before its columns are aligned.</summary>
    internal sealed record Line(StepKind Kind, string Branch, string Type, string Name, string Status, string Info);

    /// <summary>A resource of the tree; children under it in the order they came up.</summary>
    internal sealed class Node(string urn)
    {
        public string Urn => urn;

        public StepKind Kind { get; set; } = StepKind.Same;

        public string Status { get; set; } = "";

        public string Info { get; set; } = "";

        /// <summary>Whether there is something to see at the node itself.</summary>
        public bool Visible { get; set; }

        public List<Node> Children { get; } = [];
    }

    /// <summary>The table for a forest, without branches in which there is nothing to see.</summary>
    public static IReadOnlyList<(StepKind Kind, string Text)> Render(IReadOnlyList<Node> roots, bool preview)
    {
        var lines = new List<Line> { new(StepKind.Same, "", "Type", "Name", preview ? "Plan" : "Status", "Info") };
        foreach (var root in roots.Where(Shows))
            Append(lines, root, "", "");
        var types = lines.Max(line => line.Branch.Length + line.Type.Length);
        var names = lines.Max(line => line.Name.Length);
        var statuses = lines.Max(line => line.Status.Length);
        return [.. lines.Select(line => (line.Kind, string.Join("  ",
            " " + line.Kind.Symbol() + " " + (line.Branch + line.Type).PadRight(types),
            line.Name.PadRight(names), line.Status.PadRight(statuses), line.Info).TrimEnd()))];
    }

    private static void Append(List<Line> lines, Node node, string branch, string indent)
    {
        lines.Add(new Line(node.Kind, branch, ResourceText.Type(Urns.Type(node.Urn)), Urns.Name(node.Urn), node.Status,
            node.Info));
        var children = node.Children.Where(Shows).ToList();
        foreach (var child in children)
        {
            var last = child == children[^1];
            Append(lines, child, indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }
    }

    private static bool Shows(Node node) => node.Visible || node.Children.Any(Shows);
}
