using Spectre.Console;

namespace Engine.Deploy;

/// <summary>The question between preview and run.</summary>
internal static class Confirmation
{
    private const string Yes = "yes";
    private const string Details = "details";

    /// <summary>Asks until the answer is yes or no; <c>details</c> shows the preview in full and asks again.</summary>
    public static bool Ask(IAnsiConsole console, string question, Action showDetails)
    {
        while (true)
        {
            var answer = console.Prompt(new SelectionPrompt<string>().Title(Markup.Escape(question))
                .AddChoices(Yes, "no", Details));
            console.WriteLine($"{question} {answer}");
            if (answer != Details)
                return answer == Yes;
            showDetails();
        }
    }
}
