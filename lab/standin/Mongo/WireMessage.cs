using System.Buffers.Binary;
using System.Text;

namespace StandIn.Mongo;

/// <summary>One message of MongoDB's wire protocol: OP_MSG, and OP_QUERY, which drivers still greet with.</summary>
/// <param name="Id">The sender's number for it; the answer repeats it.</param>
/// <param name="Legacy">It came as OP_QUERY, so the answer must be an OP_REPLY.</param>
/// <param name="NoReply">The sender wants no answer.</param>
/// <param name="Body">The command or the reply.</param>
internal sealed record WireMessage(int Id, bool Legacy, bool NoReply, OrderedDictionary<string, object?> Body)
{
    private const int OpReply = 1, OpQuery = 2004, OpMsg = 2013, HeaderLength = 16, MaxLength = 48_000_000;

    /// <summary>Reads one message; null when the other side has closed.</summary>
    /// <exception cref="IOException">The other side does not speak this protocol.</exception>
    public static async Task<WireMessage?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var header = new byte[HeaderLength];
        if (await stream.ReadAtLeastAsync(header, HeaderLength, false, cancel) < HeaderLength)
            return null;
        var length = Int(header, 0);
        if (length is < HeaderLength or > MaxLength)
            throw new IOException("not a MongoDB message");
        var operation = Int(header, 12);
        // Before the rest is waited for: a handshake of TLS looks like a long message of an odd kind.
        if (operation is not (OpMsg or OpQuery))
            throw new IOException($"MongoDB operation {operation} is not known to this stand-in");
        var payload = new byte[length - HeaderLength];
        await stream.ReadExactlyAsync(payload, cancel);
        return operation == OpMsg
            ? new(Int(header, 4), false, (Int(payload, 0) & 2) != 0, ReadSections(payload))
            : new(Int(header, 4), true, false, Bson.Read(payload.AsSpan(QueryStart(payload))));
    }

    /// <summary>Writes a command as OP_MSG.</summary>
    public static Task SendAsync(Stream stream, OrderedDictionary<string, object?> body, CancellationToken cancel) =>
        WriteAsync(stream, 0, OpMsg, [0, 0, 0, 0, 0, .. Bson.Write(body)], cancel);

    /// <summary>Answers this message.</summary>
    public Task ReplyAsync(Stream stream, OrderedDictionary<string, object?> body, CancellationToken cancel) => Legacy
        ? WriteAsync(stream, Id, OpReply, [.. new byte[16], 1, 0, 0, 0, .. Bson.Write(body)], cancel)
        : WriteAsync(stream, Id, OpMsg, [0, 0, 0, 0, 0, .. Bson.Write(body)], cancel);

    private static async Task WriteAsync(
        Stream stream, int answerTo, int operation, byte[] payload, CancellationToken cancel)
    {
        var message = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(8), answerTo);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), operation);
        payload.CopyTo(message, HeaderLength);
        await stream.WriteAsync(message, cancel);
    }

    /// <summary>The command's own document, and its document sequences as arrays in it.</summary>
    private static OrderedDictionary<string, object?> ReadSections(byte[] payload)
    {
        var body = new OrderedDictionary<string, object?>();
        var position = 4;
        while (position < payload.Length - 4)
        {
            var kind = payload[position++];
            var size = Int(payload, position);
            var section = payload.AsSpan(position, size);
            if (kind == 0)
                foreach (var (name, value) in Bson.Read(section))
                    body.Insert(body.Count, name, value);
            else
                AddSequence(body, section);
            position += size;
        }
        return body;
    }

    private static void AddSequence(OrderedDictionary<string, object?> body, ReadOnlySpan<byte> section)
    {
        var end = section[4..].IndexOf((byte)0) + 4;
        var documents = new List<object?>();
        for (var rest = section[(end + 1)..]; rest.Length > 0; rest = rest[Bson.Length(rest)..])
            documents.Add(Bson.Read(rest));
        body[Encoding.UTF8.GetString(section[4..end])] = documents;
    }

    private static int QueryStart(byte[] payload) => Array.IndexOf(payload, (byte)0, 4) + 1 + 8;

    private static int Int(byte[] bytes, int position) =>
        BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(position));
}
