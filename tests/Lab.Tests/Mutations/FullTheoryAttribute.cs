using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests.Mutations;

/// <summary>A theory that takes minutes: skipped unless ./scripts/test lab --full asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FullTheoryAttribute : TheoryAttribute
{
    public FullTheoryAttribute()
    {
        if (!LabFixture.IsFull)
            Skip = "takes minutes: ./scripts/test lab --full";
    }
}
