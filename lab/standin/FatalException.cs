namespace StandIn;

/// <summary>The program cannot go on; it logs the message and exits with code 1. The message holds no secret.</summary>
internal sealed class FatalException(string message) : Exception(message);
