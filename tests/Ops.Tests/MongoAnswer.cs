using System.Text;

namespace Enginsight.Ops.Tests;

/// <summary>An answer to hello, as the wire protocol has it without its first four bytes, in base64.</summary>
internal static class MongoAnswer
{
    public static string Hello(params (string Name, object Value)[] fields) => Convert.ToBase64String(
    [
        .. new byte[12], 0, 0, 0, 0, 0, .. Document([("maxWireVersion", 21), .. fields]),
    ]);

    private static byte[] Document(IEnumerable<(string Name, object Value)> fields)
    {
        byte[] body = [.. fields.SelectMany(field => Element(field.Name, field.Value)), 0];
        return [.. BitConverter.GetBytes(body.Length + 4), .. body];
    }

    private static byte[] Element(string name, object value) => value switch
    {
        int number => [0x10, .. Named(name), .. BitConverter.GetBytes(number)],
        bool flag => [0x08, .. Named(name), flag ? (byte)1 : (byte)0],
        DateTimeOffset time => [0x09, .. Named(name), .. BitConverter.GetBytes(time.ToUnixTimeMilliseconds())],
        string[] list => [0x04, .. Named(name), .. Document(list.Select((item, i) => ($"{i}", (object)item)))],
        (string, object)[] fields => [0x03, .. Named(name), .. Document(fields)],
        string text =>
        [
            0x02, .. Named(name), .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text) + 1),
            .. Encoding.UTF8.GetBytes(text), 0,
        ],
        _ => throw new ArgumentException($"no BSON for {value.GetType()}"),
    };

    private static byte[] Named(string name) => [.. Encoding.UTF8.GetBytes(name), 0];
}
