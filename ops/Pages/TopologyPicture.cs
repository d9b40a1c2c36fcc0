using System.Collections.Immutable;

namespace Enginsight.Ops.Pages;

/// <summary>
/// A site as a picture: a column for each tier, boxes in it, lines between those that talk to each other. The boxes are
/// text, so that they are as readable on a narrow screen, where the tiers stand one below the other.
/// </summary>
internal static class TopologyPicture
{
    public static Html Of(Topology site)
    {
        ImmutableArray<TopologyVm> middle = [.. site.Apps, .. site.Services];
        return Html.Of($"""
            <div class="topology">
            {Tier("Clients", Html.Of($"<div class=\"vm\"><strong>browsers, agents</strong>{Lines(site.Names)}</div>"))}
            {Links([false], Cuts(site.Balancers), site.Balancers.Length)}
            {Balancers(site)}
            {Links(Cuts(site.Balancers), Cuts(site.Apps), middle.Length)}
            {Tier("App servers, services", Html.Each(middle, Box))}
            {Links(Cuts(middle), Databases(site), Databases(site).Length)}
            {Tier("Database", Html.Of($"{Html.Each(site.Databases, Box)}{Elsewhere(site)}"))}
            </div>

            """);
    }

    private static Html Balancers(Topology site) => site.VirtualAddresses.IsEmpty
        ? Tier("Load balancer", Html.Each(site.Balancers, Box))
        : Tier(
            "Load balancers",
            Html.Each(site.Balancers, Box),
            $"virtual address {Figures.Listed(site.VirtualAddresses)}");

    /// <param name="shared">What its boxes share; null for nothing.</param>
    private static Html Tier(string title, Html boxes, string? shared = null) => Html.Of($"""
        <h3>{title}</h3>
        <div class="{(shared is null ? "tier" : "tier pair")}">
        {(shared is null ? Html.Nothing : Html.Of($"<p>{shared}</p>"))}<div class="vms">{boxes}</div></div>
        """);

    private static Html Box(TopologyVm vm) => Html.Of($"""
        <div class="{(vm.IsCut ? "vm cut" : "vm")}"><strong>{vm.Name}</strong>{Lines([vm.Address, vm.Runs])}
        {Html.Each(vm.Notes, Sign.Of)}</div>

        """);

    private static Html Elsewhere(Topology site) => site.ElsewhereMongoDb.IsEmpty
        ? Html.Nothing
        : Html.Of($"<div class=\"vm\"><strong>MongoDB, elsewhere</strong>{Lines(site.ElsewhereMongoDb)}</div>");

    private static Html Lines(IEnumerable<string> lines) => Html.Each(lines, line => Html.Of($"<span>{line}</span>"));

    private static bool[] Cuts(IEnumerable<TopologyVm> vms) => [.. vms.Select(vm => vm.IsCut)];

    private static bool[] Databases(Topology site) =>
        [.. Cuts(site.Databases), .. site.ElsewhereMongoDb.IsEmpty ? Array.Empty<bool>() : [false]];

    /// <summary>A line from each box on the left to each of the first on the right.</summary>
    /// <param name="left">Of each box, whether it was cut off.</param>
    /// <param name="right">The same.</param>
    /// <param name="boxes">How many there are on the right.</param>
    private static Html Links(bool[] left, bool[] right, int boxes) => Html.Of($"""
        <svg class="links" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {Html.Each(left.Index(), start => Html.Each(right.Index(), end => Html.Of($"""
            <line class="{(start.Item || end.Item ? "cut" : "")}" x1="0" x2="100"
            y1="{Middle(start.Index, left.Length):0.##}" y2="{Middle(end.Index, boxes):0.##}"/>

            """)))}</svg>
        """);

    /// <summary>Boxes of a tier share its height in equal parts.</summary>
    private static double Middle(int index, int count) => (index + 0.5) * 100 / count;
}
