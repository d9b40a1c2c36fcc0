namespace Floor.Ssh;

/// <summary>How long to try for a connection.</summary>
/// <param name="Forgiven">Failed attempts that are forgiven; -1 forgives any number.</param>
/// <param name="PerAttempt">Limit of one step of an attempt; null for none.</param>
/// <param name="AtProxy">The same for the proxy, where it differs.</param>
internal sealed record DialPatience(int Forgiven, TimeSpan? PerAttempt, DialPatience? AtProxy = null);
