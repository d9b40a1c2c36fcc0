using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Enginsight.Ops.Cutover;

/// <summary>
/// MongoDB's answer to hello, which it gives without a login: what a driver learns about the replica set, and where it
/// will connect to.
/// </summary>
/// <param name="SetName">Name of the replica set; null where there is none.</param>
/// <param name="Hosts">Members as the replica set names them, host:port.</param>
/// <param name="Primary">The member that takes writes; null where there is none.</param>
internal sealed record MongoHello(string? SetName, ImmutableArray<string> Hosts, string? Primary)
{
    private const int HeaderLength = 16;

    /// <summary>Whether it runs with --replSet, also before there is a set.</summary>
    public bool MayBeMember { get; init; }

    public bool IsPrimary { get; init; }

    public bool IsSecondary { get; init; }

    /// <summary>When the last write was made that it has; null where it has not said.</summary>
    public DateTimeOffset? LastWrite { get; init; }

    /// <param name="answer">The message without its first four bytes, which are its length; in base64.</param>
    /// <returns>Null where it is no answer to hello.</returns>
    public static MongoHello? Parse(string? answer)
    {
        try
        {
            var bytes = Convert.FromBase64String(answer ?? "");
            // Request id, response to, operation; then flags and the kind of the section.
            return bytes.Length < HeaderLength + 1 ? null : Of(BsonReader.Document(bytes.AsSpan(HeaderLength + 1)));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static MongoHello? Of(Dictionary<string, object?> body) => body.ContainsKey("maxWireVersion")
        ? new MongoHello(
            body.GetValueOrDefault("setName") as string,
            body.GetValueOrDefault("hosts") is Dictionary<string, object?> hosts
                ? [.. hosts.Values.OfType<string>()]
                : [],
            body.GetValueOrDefault("primary") as string)
        {
            MayBeMember = body.ContainsKey("setName") || body.GetValueOrDefault("isreplicaset") is true,
            IsPrimary = body.GetValueOrDefault("isWritablePrimary") is true,
            IsSecondary = body.GetValueOrDefault("secondary") is true,
            LastWrite = (body.GetValueOrDefault("lastWrite") as Dictionary<string, object?>)
                ?.GetValueOrDefault("lastWriteDate") as DateTimeOffset?,
        }
        : null;
}

/// <summary>The types of BSON that an answer to hello has; others are stepped over.</summary>
internal static class BsonReader
{
    /// <exception cref="FormatException">A type that is not known.</exception>
    public static Dictionary<string, object?> Document(ReadOnlySpan<byte> bytes)
    {
        var document = new Dictionary<string, object?>(StringComparer.Ordinal);
        var rest = bytes[4..BinaryPrimitives.ReadInt32LittleEndian(bytes)];
        while (rest[0] != 0)
        {
            var type = rest[0];
            var nameEnd = rest[1..].IndexOf((byte)0) + 1;
            var name = Encoding.UTF8.GetString(rest[1..nameEnd]);
            rest = rest[(nameEnd + 1)..];
            var length = LengthOf(type, rest);
            document[name] = Value(type, rest[..length]);
            rest = rest[length..];
        }

        return document;
    }

    private static int LengthOf(byte type, ReadOnlySpan<byte> rest) => type switch
    {
        0x01 or 0x09 or 0x11 or 0x12 => 8,
        0x02 => 4 + BinaryPrimitives.ReadInt32LittleEndian(rest),
        0x03 or 0x04 => BinaryPrimitives.ReadInt32LittleEndian(rest),
        0x05 => 5 + BinaryPrimitives.ReadInt32LittleEndian(rest),
        0x07 => 12,
        0x08 => 1,
        0x0A => 0,
        0x10 => 4,
        0x13 => 16,
        _ => throw new FormatException($"BSON type {type}"),
    };

    private static object? Value(byte type, ReadOnlySpan<byte> value) => type switch
    {
        0x02 => Encoding.UTF8.GetString(value[4..^1]),
        0x03 or 0x04 => Document(value),
        0x08 => value[0] != 0,
        0x09 => DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(value)),
        0x10 => BinaryPrimitives.ReadInt32LittleEndian(value),
        _ => null,
    };
}
