using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace Enginsight.Ops.Tests.Pages;

/// <summary>Debian's chromium, started once, which reaches nothing but files of this machine.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private static readonly int LimitOnABusyMachine = (int)TimeSpan.FromMinutes(2).TotalMilliseconds;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ops-browser");
    private IBrowser? _browser;

    public async Task InitializeAsync() => _browser = await Puppeteer.LaunchAsync(new LaunchOptions
    {
        ExecutablePath = Program,
        Timeout = LimitOnABusyMachine,
        ProtocolTimeout = LimitOnABusyMachine,
        UserDataDir = _folder.FullName,
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--no-first-run", "--host-resolver-rules=\"MAP * ~NOTFOUND\"",
        ],
    });

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Opens a page and looks at it.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">Width of the screen, in pixels.</param>
    /// <param name="dark">Whether its user likes it dark.</param>
    /// <param name="question">An expression of JavaScript.</param>
    /// <returns>The answer, what was loaded besides the page, and what the console says.</returns>
    public async Task<(T Answer, string[] Loaded, string[] Console)> LookAsync<T>(
        string html, int width, bool dark, string question)
    {
        var file = Path.Combine(_folder.FullName, "page.html");
        await File.WriteAllTextAsync(file, html);
        await using var page = await _browser!.NewPageAsync();
        page.DefaultTimeout = page.DefaultNavigationTimeout = LimitOnABusyMachine;
        List<string> loaded = [], console = [];
        page.Request += (_, e) => loaded.Add(e.Request.Url);
        page.Console += (_, e) => console.Add(e.Message.Text);
        page.PageError += (_, e) => console.Add(e.Message);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.EmulateMediaFeaturesAsync(
        [
            new MediaFeatureValue
            {
                MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light",
            },
        ]);
        await page.GoToAsync($"file://{file}");
        var answer = await page.EvaluateExpressionAsync<T>(question);
        // For whoever wants to see it with his own eyes.
        if (Environment.GetEnvironmentVariable("PAGES") is { Length: > 0 } folder)
        {
            var title = (await page.GetTitleAsync()).Replace(": ", " ", StringComparison.Ordinal);
            await page.ScreenshotAsync(
                Path.Combine(folder, $"{title} {width}{(dark ? " dark" : "")}.png"),
                new ScreenshotOptions { FullPage = true });
        }

        return (answer, [.. loaded.Skip(1)], [.. console]);
    }
}
