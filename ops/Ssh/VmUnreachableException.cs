namespace Enginsight.Ops.Ssh;

/// <summary>A VM could not be logged in to, or fell silent; the message names it and says why.</summary>
internal sealed class VmUnreachableException(string message) : Exception(message);
