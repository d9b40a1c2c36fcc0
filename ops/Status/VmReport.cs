namespace Enginsight.Ops.Status;

/// <summary>A VM as status found it.</summary>
/// <param name="Status">Null where it was not reached.</param>
/// <param name="Failure">Why it was not.</param>
internal sealed record VmReport(string Name, VmStatus? Status, string? Failure, Requests Requests)
{
    public bool IsWell => Status is { Problems.Length: 0 } && Requests is Requests.NotAsked or Requests.Serving;
}
