using System.Collections.Immutable;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Http;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Load;

/// <summary>The load of a stack: both of its names, through its load balancer.</summary>
internal static class StackLoad
{
    /// <summary>
    /// A plan with pages of the user interface and health of the API, in equal parts. It sends nothing that changes
    /// anything.
    /// </summary>
    /// <param name="stack">The stack, which is up.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="bastion">What it may go through; null where there is none.</param>
    /// <param name="caFile">PEM file with CA certificates to trust besides the stack's own; null for none.</param>
    /// <exception cref="OpsException">This machine does not come in at the load balancer.</exception>
    public static async Task<LoadPlan> PlanAsync(
        DeployedStack stack, StackSettings settings, Bastion? bastion, string? caFile = null)
    {
        var outputs = await stack.OutputsAsync();
        var own = outputs.GetProperty("caCertificate").GetString();
        var further = caFile is null ? null : await File.ReadAllTextAsync(caFile);
        var entrance = await Entrance.RequireAsync(settings, $"{own}{further}", bastion);
        return new LoadPlan
        {
            Door = entrance.Door,
            Detour = entrance.Detour,
            Requests = [new LoadRequest("GET", settings.ApiDomain), new LoadRequest("GET", settings.AppDomain)],
        };
    }

    /// <summary>
    /// The same for clients that repeat nothing, half of them with POST, and WebSockets, over a long link. A kept
    /// connection that is closed while a request is on its way loses it. For labs: only a stand-in echoes.
    /// </summary>
    public static LoadPlan From(this LoadPlan plan, LongLink link)
    {
        var (api, app) = (plan.Requests[0].Host, plan.Requests[1].Host);
        return plan with
        {
            Door = plan.Door with { Address = link.Address },
            Requests = [new LoadRequest("POST", api, "/echo", "{}"), new LoadRequest("GET", app)],
            WebSockets = [.. Enumerable.Repeat(api, 200)],
            Repeats = false,
        };
    }

    /// <summary>The API's name, once for each WebSocket: the user interface of the real thing has none.</summary>
    public static ImmutableArray<string> WebSockets(StackSettings settings, int count) =>
        [.. Enumerable.Repeat(settings.ApiDomain, count)];
}
