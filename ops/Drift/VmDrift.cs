using System.Collections.Immutable;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Drift;

/// <summary>What one check found.</summary>
/// <param name="Fine">Number of things that are as they should be.</param>
internal sealed record CheckResult(
    DriftCheck Check, int Fine, ImmutableArray<DriftItem> Items, ImmutableArray<string> Extras)
{
    public bool IsClean => Items.IsEmpty && Extras.IsEmpty;
}

/// <summary>What the checks of one VM found.</summary>
/// <param name="Failure">Why the VM could not be compared; null where it could.</param>
internal sealed record VmDrift(VmLogin Vm, ImmutableArray<CheckResult> Results, string? Failure)
{
    public bool IsClean => Failure is null && Results.All(result => result.IsClean);

    public int Fine => Results.Sum(result => result.Fine);

    public IEnumerable<DriftItem> Items => Results.SelectMany(result =>
        result.Items.Concat(result.Extras.Select(path => new DriftItem(path, "was not put there by the program"))));
}
