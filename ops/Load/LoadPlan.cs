using System.Collections.Immutable;
using Enginsight.Ops.Http;

namespace Enginsight.Ops.Load;

/// <summary>How much load, on what, for how long.</summary>
internal sealed record LoadPlan
{
    /// <summary>Opens connections to the load balancer.</summary>
    public required Door Door { get; init; }

    /// <summary>The way there where it is not the one that clients take, in words; its time is part of all times.</summary>
    public string? Detour { get; init; }

    /// <summary>Each client goes through them in turn, again and again.</summary>
    public required ImmutableArray<LoadRequest> Requests { get; init; }

    /// <summary>Keep-alive clients, each with one request at a time. Default: 32.</summary>
    public int Clients { get; init; } = 32;

    /// <summary>Hosts that get WebSockets, one entry for each WebSocket. Default: none.</summary>
    public ImmutableArray<string> WebSockets { get; init; } = [];

    /// <summary>
    /// WebSockets that may be opening at a time: more than a machine gets through in time never open. Default: 1,000.
    /// </summary>
    public int OpeningWebSockets { get; init; } = 1_000;

    /// <summary>Requests in all, after which the load ends. Default: no limit but the time.</summary>
    public long MaxRequests { get; init; } = long.MaxValue;

    /// <summary>Time after which the load ends. Default: 10 minutes.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Requests a second, of all clients together. Default: as fast as they are answered.</summary>
    public double? Rate { get; init; }

    /// <summary>
    /// Time after which a client gives up a request, or a WebSocket that does not open. Default: 30 seconds.
    /// </summary>
    public TimeSpan RequestLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a request whose kept connection was closed before any answer is sent again, if it may be. Default: true,
    /// as browsers and HTTP libraries do.
    /// </summary>
    public bool Repeats { get; init; } = true;

    /// <summary>
    /// Time after which a request that is not answered, and may be sent twice, is sent again, as agents and people do.
    /// Default: never.
    /// </summary>
    public TimeSpan? RepeatsAfter { get; init; }

    /// <summary>Time between two messages of a WebSocket. Default: 1 second.</summary>
    public TimeSpan WebSocketInterval { get; init; } = TimeSpan.FromSeconds(1);
}
