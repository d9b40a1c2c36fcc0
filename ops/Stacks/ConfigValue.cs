namespace Enginsight.Ops.Stacks;

/// <summary>A setting to write into a stack file.</summary>
/// <param name="Path">Such as versions.server-m2.</param>
/// <param name="Value">Passed to the CLI by standard input, as a secret has to be.</param>
/// <param name="IsSecret">Whether the file gets it encrypted.</param>
internal sealed record ConfigValue(string Path, string Value, bool IsSecret = false);
