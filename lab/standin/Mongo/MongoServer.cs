using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace StandIn.Mongo;

/// <summary>Stands in for mongod: enough of the wire protocol that drivers connect, insert and find.</summary>
internal static class MongoServer
{
    private const int Port = 27017;

    /// <summary>Serves until SIGTERM. <c>--replSet NAME</c> makes it the primary of a set of one, as mongod.</summary>
    public static async Task RunAsync(Identity identity, string[] args)
    {
        using var stopping = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stopping.Cancel();
        });
        var replicaSet = Array.IndexOf(args, "--replSet") is >= 0 and var at ? args.ElementAtOrDefault(at + 1) : null;
        var commands = new MongoCommands(identity.Version, replicaSet, $"{OwnAddress()}:{Port}");
        var listener = new TcpListener(IPAddress.Any, Port);
        listener.Start();
        var role = replicaSet is null ? "standalone" : $"primary of {replicaSet} as {commands.Me}";
        Log.Write($"listening on {Port}, {role}");
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token), commands, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            Log.Write("stopped");
        }
    }

    private static async Task ServeAsync(TcpClient client, MongoCommands commands, CancellationToken cancel)
    {
        using var connection = client;
        connection.NoDelay = true;
        var stream = connection.GetStream();
        try
        {
            while (await WireMessage.ReadAsync(stream, cancel) is { } message)
            {
                var reply = commands.Answer(message.Body);
                if (!message.NoReply)
                    await message.ReplyAsync(stream, reply, cancel);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            if (!cancel.IsCancellationRequested)
                Log.Write($"connection from {connection.Client.RemoteEndPoint} ended: {failure.Message}");
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
