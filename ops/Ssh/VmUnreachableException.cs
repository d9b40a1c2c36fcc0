using Floor.Ssh;

namespace Enginsight.Ops.Ssh;

/// <summary>A VM could not be logged in to, or fell silent; the message names it and says why.</summary>
/// <param name="kind">Where a connection was at fault, in which way.</param>
internal sealed class VmUnreachableException(string message, SshFailureKind? kind = null) : Exception(message)
{
    public SshFailureKind? Kind => kind;
}
