using System.Collections.Immutable;

namespace Enginsight.Ops.Drift;

/// <summary>Something that is not as the program left it.</summary>
/// <param name="Subject">A path, or words such as: service nginx.</param>
/// <param name="Problem">What is wrong with it, to be read after the subject.</param>
/// <param name="Difference">Lines of a diff, from how it should be to how it is; none for a secret.</param>
internal sealed record DriftItem(string Subject, string Problem, ImmutableArray<string> Difference)
{
    public DriftItem(string subject, string problem)
        : this(subject, problem, [])
    {
    }

    public override string ToString() => $"{Subject} {Problem}";
}
