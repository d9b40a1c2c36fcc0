namespace Enginsight.Ops;

/// <summary>Something an operator has to see to; the message says what and what to do, in one line.</summary>
internal sealed class OpsException(string message) : Exception(message);
