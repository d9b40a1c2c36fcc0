using Spectre.Console;

namespace Engine.Cli;

/// <summary>The question between preview and run.</summary>
internal static class Confirmation
{
    private const string Yes = "yes";
    private const string Details = "details";

    /// <summary>
    /// Asks until the answer is yes or no; <c>details</c> shows the preview in full and asks again. To stop is no.
    /// </summary>
    public static async Task<bool> AskAsync(
        IAnsiConsole console, string question, Action showDetails, CancellationToken stop)
    {
        while (true)
        {
            var prompt = new SelectionPrompt<string>().Title(Markup.Escape(question)).AddChoices(Yes, "no", Details);
            string answer;
            try
            {
                answer = await prompt.ShowAsync(console, stop);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
            console.WriteLine($"{question} {answer}");
            if (answer != Details)
                return answer == Yes;
            showDetails();
        }
    }
}
