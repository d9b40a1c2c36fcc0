using System.Net.Sockets;
using Document = System.Collections.Generic.OrderedDictionary<string, object?>;

namespace StandIn.Mongo;

/// <summary>A connection to a MongoDB.</summary>
internal sealed class MongoConnection : IDisposable
{
    private readonly TcpClient _client;
    private readonly Stream _stream;

    private MongoConnection(TcpClient client, Stream stream) => (_client, _stream) = (client, stream);

    /// <param name="place">HOST:PORT.</param>
    /// <param name="tls">Null speaks in plain.</param>
    /// <param name="cancel">Gives it up.</param>
    public static async Task<MongoConnection> OpenAsync(string place, MongoTls? tls, CancellationToken cancel)
    {
        var colon = place.LastIndexOf(':');
        var host = place[..colon];
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(host, int.Parse(place.AsSpan(colon + 1)), cancel);
            Stream stream = client.GetStream();
            return new(client, tls is null ? stream : await tls.SecureAsync(stream, host, cancel));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">There is no answer.</exception>
    public async Task<Document> AskAsync(Document command, CancellationToken cancel)
    {
        await WireMessage.SendAsync(_stream, command, cancel);
        return (await WireMessage.ReadAsync(_stream, cancel))?.Body ?? throw new IOException("connection closed");
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }
}
