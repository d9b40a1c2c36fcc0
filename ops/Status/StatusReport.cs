using System.Collections.Immutable;
using Enginsight.Ops.History;
using Enginsight.Ops.Pages;
using Enginsight.Ops.VirtualAddress;

namespace Enginsight.Ops.Status;

/// <summary>All that the page of status says.</summary>
internal sealed record StatusReport
{
    public required string Stack { get; init; }

    /// <summary>When the VMs were asked, in the time zone of the page.</summary>
    public required DateTimeOffset Time { get; init; }

    public required Topology Site { get; init; }

    public required ConfiguredVersions Versions { get; init; }

    public required ImmutableArray<VmReport> Vms { get; init; }

    /// <summary>Where the virtual address is; null where there is one load balancer.</summary>
    public required AddressHolders? Address { get; init; }

    /// <summary>Where redis's address is; null where redis is on one VM.</summary>
    public required AddressHolders? RedisAddress { get; init; }

    /// <summary>How the members of the replica set are; null where there is one database VM.</summary>
    public required ReplicaSetStatus? ReplicaSet { get; init; }

    /// <summary>Who else reaches the database.</summary>
    public required ImmutableArray<LetThrough> Others { get; init; }

    /// <summary>Who asked for the database and was not let in, the last one first.</summary>
    public required ImmutableArray<TurnedAway> TurnedAway { get; init; }

    public required StackStatus Balancer { get; init; }

    public required ImmutableArray<ServedCertificate> Certificates { get; init; }

    /// <summary>The newest first.</summary>
    public required ImmutableArray<HistoryEntry> Updates { get; init; }

    /// <summary>Whether status ends with 0.</summary>
    public required bool IsWell { get; init; }

    public Note Verdict => IsWell ? new Note("All is well", Tone.Good) : new Note("Not all is well", Tone.Bad);

    /// <summary>The outcome, for those who read nothing else.</summary>
    public string Summary => IsWell
        ? $"Each of the {Vms.Length} VMs does what it is there for, the app servers take requests, and the certificate "
            + $"is good for {Figures.Count(Balancer.CertificateDays(Time) ?? 0, "day")}."
        : string.Join(' ', Flaws.Select(flaw => $"{char.ToUpperInvariant(flaw[0])}{flaw[1..]}."));

    private IEnumerable<string> Flaws
    {
        get
        {
            string[] ill = [.. Vms.Where(vm => !vm.IsWell).Select(vm => vm.Name)];
            if (ill.Length > 0)
                yield return $"something is to be seen to on {Figures.Listed(ill)}";
            foreach (var flaw in new[] { Address?.Flaw, RedisAddress?.Flaw }.OfType<string>())
                yield return flaw;
            foreach (var words in ReplicaSet?.Flaws ?? [])
                yield return words;
            if (Balancer.CertificateDays(Time) is not { } days)
                yield return "no certificate is served for at least one of the names";
            else if (days < StackStatus.WarningDays)
            {
                yield return days < 0
                    ? "the certificate has expired"
                    : $"the certificate ends in {Figures.Count(days, "day")}";
            }

            if (Balancer.HasNewerFile)
                yield return "the certificate's file has a newer one that nginx has not read";
            if (Updates.IsEmpty)
                yield return "the stack has never been brought up";
            else if (!Updates[0].Succeeded)
                yield return "the last update failed";
        }
    }
}
