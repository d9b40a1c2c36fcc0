using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests.Mutations;

/// <summary>A change of the program that breaks a promise, and the test that has to notice.</summary>
/// <param name="File">File of the project, by its path.</param>
/// <param name="Text">What stands there exactly once.</param>
/// <param name="Replacement">What stands there instead.</param>
/// <param name="Test">Turns red.</param>
/// <param name="Symptom">What it says then, so that it is not red for another reason.</param>
internal sealed record Mutation(
    string File, string Text, string Replacement, Func<LabFixture, Task> Test, Regex Symptom);
