using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests.Mutations;

/// <summary>A test that takes minutes: skipped unless ./scripts/test lab --full asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FullFactAttribute : FactAttribute
{
    public FullFactAttribute()
    {
        if (!LabFixture.IsFull)
            Skip = "takes minutes: ./scripts/test lab --full";
    }
}
