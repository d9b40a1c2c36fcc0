using System.Buffers.Binary;
using System.Text;

namespace StandIn.Mongo;

/// <summary>A value of a type that is only carried along, never looked into: object ids, dates, binaries.</summary>
internal readonly record struct Opaque(byte Type, string Hex);

/// <summary>BSON documents to and from ordered dictionaries, as far as the stand-in needs it.</summary>
internal static class Bson
{
    /// <exception cref="IOException">The bytes are no BSON, or hold a type that the stand-in does not know.</exception>
    public static OrderedDictionary<string, object?> Read(ReadOnlySpan<byte> bytes)
    {
        var document = new OrderedDictionary<string, object?>();
        var rest = bytes[4..Int32(bytes)];
        while (rest[0] != 0)
        {
            var type = rest[0];
            var end = rest[1..].IndexOf((byte)0) + 1;
            var name = Encoding.UTF8.GetString(rest[1..end]);
            rest = rest[(end + 1)..];
            var length = LengthOf(type, rest);
            document[name] = ReadValue(type, rest[..length]);
            rest = rest[length..];
        }
        return document;
    }

    public static byte[] Write(OrderedDictionary<string, object?> document)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(0);
        foreach (var (name, value) in document)
            WriteElement(writer, name, value);
        writer.Write((byte)0);
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length);
        return bytes;
    }

    /// <summary>How many bytes the document at the start takes.</summary>
    public static int Length(ReadOnlySpan<byte> bytes) => Int32(bytes);

    private static int Int32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);

    private static int LengthOf(byte type, ReadOnlySpan<byte> rest) => type switch
    {
        0x01 or 0x09 or 0x11 or 0x12 => 8,
        0x02 => 4 + Int32(rest),
        0x03 or 0x04 => Int32(rest),
        0x05 => 5 + Int32(rest),
        0x07 => 12,
        0x08 => 1,
        0x0A or 0x7F or 0xFF => 0,
        0x10 => 4,
        0x13 => 16,
        _ => throw new IOException($"BSON type 0x{type:X2} is not known to this stand-in"),
    };

    private static object? ReadValue(byte type, ReadOnlySpan<byte> value) => type switch
    {
        0x01 => BinaryPrimitives.ReadDoubleLittleEndian(value),
        0x02 => Encoding.UTF8.GetString(value[4..^1]),
        0x03 => Read(value),
        0x04 => Read(value).Values.ToList(),
        0x08 => value[0] != 0,
        0x0A => null,
        0x10 => Int32(value),
        0x12 => BinaryPrimitives.ReadInt64LittleEndian(value),
        _ => new Opaque(type, Convert.ToHexString(value)),
    };

    private static void WriteElement(BinaryWriter writer, string name, object? value)
    {
        var (type, bytes) = Encode(value);
        writer.Write(type);
        writer.Write(Encoding.UTF8.GetBytes(name));
        writer.Write((byte)0);
        writer.Write(bytes);
    }

    private static (byte Type, byte[] Bytes) Encode(object? value) => value switch
    {
        null => (0x0A, []),
        double number => (0x01, BitConverter.GetBytes(number)),
        string text => (0x02, Text(Encoding.UTF8.GetBytes(text))),
        OrderedDictionary<string, object?> document => (0x03, Write(document)),
        IEnumerable<object?> items => (0x04, Write(new(items.Select((item, i) => KeyValuePair.Create($"{i}", item))))),
        bool flag => (0x08, [flag ? (byte)1 : (byte)0]),
        DateTime time => (0x09, BitConverter.GetBytes(new DateTimeOffset(time).ToUnixTimeMilliseconds())),
        int number => (0x10, BitConverter.GetBytes(number)),
        long number => (0x12, BitConverter.GetBytes(number)),
        Opaque opaque => (opaque.Type, Convert.FromHexString(opaque.Hex)),
        _ => throw new ArgumentException($"no BSON type for {value.GetType()}"),
    };

    private static byte[] Text(byte[] utf8) => [.. BitConverter.GetBytes(utf8.Length + 1), .. utf8, 0];
}
