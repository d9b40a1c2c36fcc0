using System.Diagnostics.CodeAnalysis;
using Pulumi;

namespace Engine.Sdk;

/// <summary>Makes what a program puts into a secret property a secret, whatever it was.</summary>
internal static class SecretInput
{
    [return: NotNullIfNotNull(nameof(value))]
    public static Input<T>? Of<T>(Input<T>? value) => value is null ? null : (Input<T>)Secret(value.ToOutput());

    private static Output<T> Secret<T>(Output<T> value) =>
        Output.Tuple(value, Output.CreateSecret(0)).Apply(pair => pair.Item1);
}
