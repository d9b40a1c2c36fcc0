namespace Enginsight.Ops.Load;

/// <summary>The ways in which a request is lost to its client.</summary>
internal enum FailureKind
{
    /// <summary>An answer of 500 or above.</summary>
    Status,

    /// <summary>No connection.</summary>
    Refused,

    /// <summary>The connection ended before the first byte of the answer.</summary>
    Reset,

    /// <summary>The connection ended within the answer.</summary>
    Cut,

    /// <summary>No whole answer within the client's limit.</summary>
    TimedOut,
}

/// <summary>A request that got no answer.</summary>
internal sealed class RequestLostException(FailureKind kind, Exception? cause)
    : Exception(cause?.Message ?? kind.ToString(), cause)
{
    public FailureKind Kind => kind;
}
