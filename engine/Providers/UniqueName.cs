using System.Security.Cryptography;

namespace Engine.Providers;

/// <summary>Names with a random hexadecimal ending, for ids and for resources that were given no name.</summary>
internal static class UniqueName
{
    public static string Create(string prefix, int hexDigits) =>
        prefix + RandomNumberGenerator.GetHexString(hexDigits, lowercase: true);
}
