namespace Floor;

/// <summary>
/// A file of the user's cannot be read, or not be changed as wanted. The message says which file and why, in one line.
/// </summary>
internal sealed class UserFileException(string message, Exception? inner = null) : Exception(message, inner);
