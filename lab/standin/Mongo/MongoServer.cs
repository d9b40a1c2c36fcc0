using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace StandIn.Mongo;

/// <summary>Stands in for mongod: enough of the wire protocol that drivers connect, insert and find.</summary>
internal static class MongoServer
{
    private const int Port = 27017;

    /// <summary>
    /// Serves until SIGTERM. <c>--replSet NAME</c> makes it a member of that set, and, unless STANDIN_SET is "none", a set
    /// of one as long as it is in no other. <c>--bind_ip ADDRESS</c> and <c>--port</c>: where it is, for several on one
    /// machine; <c>--dbpath FOLDER</c>: what it must not forget.
    /// </summary>
    public static async Task RunAsync(Identity identity, string[] args)
    {
        using var stopping = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stopping.Cancel();
        });
        var address = Option(args, "--bind_ip") is { } text ? IPAddress.Parse(text) : null;
        var port = Option(args, "--port") is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : Port;
        var me = $"{address ?? OwnAddress()}:{port}";
        var oplog = new Oplog();
        var set = Option(args, "--replSet") is { } name ? Member(name, me, oplog, Option(args, "--dbpath")) : null;
        var commands = new MongoCommands(identity.Version, oplog, set);
        var tls = MongoServerTls.FromEnvironment();
        var listener = new TcpListener(address ?? IPAddress.Any, port);
        listener.Start();
        Log.Write($"listening on {port}, {(set is null ? "standalone" : $"member of {set.Name} as {me}")}");
        _ = set?.RunAsync(stopping.Token);
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token), tls, commands, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            Log.Write("stopped");
        }
    }

    private static ReplicaSet Member(string name, string me, Oplog oplog, string? folder) => new(
        name, me, oplog, new SetFile(folder is null ? null : Path.Combine(folder, "standin-set.bson")),
        alone: Environment.GetEnvironmentVariable("STANDIN_SET") != "none");

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at ? args.ElementAtOrDefault(at + 1) : null;

    private static async Task ServeAsync(
        TcpClient client, MongoServerTls? tls, MongoCommands commands, CancellationToken cancel)
    {
        using var connection = client;
        connection.NoDelay = true;
        var from = connection.Client.RemoteEndPoint;
        try
        {
            await using var stream =
                tls is null ? connection.GetStream() : await tls.AcceptAsync(connection, cancel);
            while (await WireMessage.ReadAsync(stream, cancel) is { } message)
            {
                var reply = await commands.AnswerAsync(message.Body);
                if (!message.NoReply)
                    await message.ReplyAsync(stream, reply, cancel);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            if (!cancel.IsCancellationRequested)
                Log.Write($"connection from {from} ended: {failure.Message}");
        }
    }

    /// <summary>The VM's own IPv4 address: a member of a replica set must be named as its clients reach it.</summary>
    private static IPAddress OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(card => card.OperationalStatus == OperationalStatus.Up)
        .SelectMany(card => card.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .Where(address => address.AddressFamily == AddressFamily.InterNetwork)
        .FirstOrDefault(address => !IPAddress.IsLoopback(address)) ?? IPAddress.Loopback;
}
