using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace StandIn.Server;

/// <summary>JSON Web Tokens signed with HS256: what every app server signs, every other one must accept.</summary>
internal sealed class Tokens(string secret, string host)
{
    private const int LifetimeSeconds = 24 * 3600;
    private static readonly string Header = Encode("""{"alg":"HS256","typ":"JWT"}""");
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public string Sign(string subject)
    {
        var expires = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + LifetimeSeconds;
        var content = $"{Header}.{Encode($$"""{"sub":"{{subject}}","host":"{{host}}","exp":{{expires}}}""")}";
        return $"{content}.{Signature(content)}";
    }

    /// <summary>The token's claims as JSON; null if it was not signed with this secret or has expired.</summary>
    public string? Verify(string token)
    {
        var dot = token.LastIndexOf('.');
        if (dot < 0 || !token.StartsWith(Header + ".", StringComparison.Ordinal))
            return null;
        var expected = Encoding.ASCII.GetBytes(Signature(token[..dot]));
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(token[(dot + 1)..])))
            return null;
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.AsSpan((Header.Length + 1)..dot)));
        using var parsed = JsonDocument.Parse(claims);
        var expires = parsed.RootElement.GetProperty("exp").GetInt64();
        return expires > DateTimeOffset.UtcNow.ToUnixTimeSeconds() ? claims : null;
    }

    private string Signature(string content) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(content)));

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
