using System.Collections.Immutable;

namespace Enginsight.Lab.Tests.Site;

/// <summary>A VM as a stack file lists it.</summary>
/// <param name="Number">Last number of its address; the VM's identity, whatever it is called.</param>
/// <param name="Name">Null leaves the name out.</param>
public sealed record SiteVm(int Number, string? Name = null)
{
    /// <summary>All that vms.sh makes, but for the registry's.</summary>
    public static readonly ImmutableArray<int> Numbers = [10, 11, 12, 13, 20, 30];

    /// <summary>Logs in as root but for one VM, so that everything goes through sudo there.</summary>
    public const int OfUserOps = 12;

    public string Address => $"{CustomerSite.Subnet}{Number}";

    /// <summary>The keys of this VM, as lines of YAML.</summary>
    /// <param name="hostKeys">Host keys by number.</param>
    public IEnumerable<string> Keys(Func<int, string> hostKeys)
    {
        if (Name is not null)
            yield return $"name: {Name}";
        yield return $"host: {Address}";
        yield return $"hostKey: {hostKeys(Number)}";
        if (Number == OfUserOps)
            yield return "user: ops";
    }
}
