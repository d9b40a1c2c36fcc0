using System.Collections.Immutable;

namespace Enginsight.Ops.Pages;

/// <summary>
/// A page that is whole in one file: it loads nothing and runs nothing, and tells the browser to see to that, so it can
/// be sent, archived and printed.
/// </summary>
internal static class Page
{
    private static readonly Html Style = new(EmbeddedScript.Read("Pages/page.css"));

    /// <param name="kind">What it is, such as Failover drill.</param>
    /// <param name="stack">Whose it is.</param>
    /// <param name="verdict">The outcome in a word or two.</param>
    /// <param name="summary">The outcome in a sentence or two.</param>
    /// <param name="facts">What has to be known about it: a word, and what it is.</param>
    /// <param name="body">Everything else.</param>
    public static Html Of(
        string kind, string stack, Note verdict, string summary, ImmutableArray<(string Word, Html Value)> facts,
        Html body) =>
        Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{kind}: {stack}</title>
            <style>
            {Style}</style>
            </head>
            <body>
            <header>
            <h1>{kind}: {stack}</h1>
            <p class="summary">{Sign.Of(verdict with { Text = $"{verdict.Text}." })} {summary}</p>
            <dl class="facts">
            {Html.Each(facts, fact => Html.Of($"<div><dt>{fact.Word}</dt><dd>{fact.Value}</dd></div>\n"))}</dl>
            </header>
            <main>
            {body}</main>
            </body>
            </html>

            """);

    public static Html Section(string title, Html content) => Html.Of($"""
        <section>
        <h2>{title}</h2>
        {content}</section>

        """);

    /// <summary>A table; on a narrow screen each row is a list of titles and values.</summary>
    /// <param name="titles">Of the columns; those that begin with # are numbers.</param>
    /// <param name="rows">Cells, as many as titles; the first one names the row.</param>
    public static Html Table(ImmutableArray<string> titles, IEnumerable<ImmutableArray<Html>> rows) => Html.Of($"""
        <table>
        <thead><tr>{Html.Each(titles, Title)}</tr></thead>
        <tbody>
        {Html.Each(rows, row => Row(titles, row))}</tbody>
        </table>

        """);

    public static Html Text(string text) => Html.Of($"{text}");

    private static Html Title(string title) => Html.Of($"<th scope=\"col\"{Class(title)}>{Bare(title)}</th>");

    private static Html Row(ImmutableArray<string> titles, ImmutableArray<Html> cells) =>
        Html.Of($"<tr>{Html.Each(cells.Index(), cell => Cell(titles[cell.Index], cell))}</tr>\n");

    private static Html Cell(string title, (int Index, Html Item) cell) => cell.Index == 0
        ? Html.Of($"<th scope=\"row\" data-title=\"{Bare(title)}\"{Class(title)}>{cell.Item}</th>")
        : Html.Of($"<td data-title=\"{Bare(title)}\"{Class(title)}>{cell.Item}</td>");

    private static Html Class(string title) => new(title.StartsWith('#') ? " class=\"number\"" : "");

    private static string Bare(string title) => title.TrimStart('#');
}
