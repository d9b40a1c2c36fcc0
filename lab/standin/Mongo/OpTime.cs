namespace StandIn.Mongo;

/// <summary>Place of a write in the order of all: the term of the primary that took it, and its number.</summary>
internal readonly record struct OpTime(long Term, long Number) : IComparable<OpTime>
{
    public int CompareTo(OpTime other) =>
        Term != other.Term ? Term.CompareTo(other.Term) : Number.CompareTo(other.Number);
}
