using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests.Mutations;

/// <summary>A change of the program that breaks a promise.</summary>
/// <param name="File">File of the project, by its path.</param>
/// <param name="Text">What stands there exactly once.</param>
/// <param name="Replacement">What stands there instead.</param>
/// <param name="Symptom">What a test says then, so that it is not red for another reason.</param>
internal abstract record Mutation(string File, string Text, string Replacement, Regex Symptom);

/// <summary>The same, and the test that has to notice.</summary>
/// <param name="Test">Turns red.</param>
internal sealed record Mutation<TLab>(
    string File, string Text, string Replacement, Func<TLab, Task> Test, Regex Symptom)
    : Mutation(File, Text, Replacement, Symptom)
    where TLab : ILab;
