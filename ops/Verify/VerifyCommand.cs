using System.CommandLine;
using System.Net;
using System.Text.Json;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Drift;
using Enginsight.Ops.Http;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Verify;

/// <summary>
/// verify: both names answer through the load balancer, from every app server, and plain http redirects.
/// </summary>
internal static class VerifyCommand
{
    private const int RequestsPerServer = 4;

    /// <summary>Clients' requests fall in between, and then it is chance whose turn ours meet.</summary>
    private const int MostRequestsPerServer = 100;

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var command = new Command(
            "verify",
            "Checks through the load balancer that both names answer from every app server.")
        {
            stack,
        };
        command.SetAction((result, _) => RunAsync(new DeployedStack(result.GetRequiredValue(stack))));
        return command;
    }

    private static async Task<int> RunAsync(DeployedStack stack)
    {
        await UnrunSteps.RequireNoneAsync(stack.Name);
        var settings = await stack.SettingsAsync();
        var outputs = await stack.OutputsAsync();
        var ca = outputs.GetProperty("caCertificate").GetString();
        using var bastion = Bastion.Of(settings);
        var entrance = await Entrance.FindAsync(settings, ca, bastion);
        if (entrance.Detour is { } detour)
            Console.WriteLine($"  asked {detour}");
        if (entrance.IsOpen)
            await CheckAsync(entrance.Door, settings);
        else
        {
            Console.WriteLine(
                $"  warning: this machine does not come in at the load balancer ({entrance.Reasons}), so that both names "
                + "are asked on the load balancer itself");
        }

        await UpstreamCheck.RunAsync(stack, settings, asksNames: !entrance.IsOpen);
        PrintNext(stack, settings, outputs, entrance, WriteCa(stack, ca));
        return 0;
    }

    private static async Task CheckAsync(Door way, StackSettings settings)
    {
        using var door = new FrontDoor(way);
        foreach (var url in new[] { settings.AppUrl, settings.ApiUrl })
            await CheckAsync(door, url, settings);
        if (settings.Lab is not null)
            await CheckWebSocketAsync(door, settings.ApiUrl);
        await CheckRedirectAsync(door, settings);
    }

    private static async Task CheckAsync(FrontDoor door, string url, StackSettings settings)
    {
        var servers = new SortedSet<string>(StringComparer.Ordinal);
        var missing = settings.AppServers.Select(vm => vm.Name).ToHashSet();
        for (var i = 0; missing.Count > 0 && i < MostRequestsPerServer * settings.AppServers.Length; i++)
        {
            using var response = await AnswerAsync(door, url);
            if ((int)response.StatusCode >= 500)
                throw new OpsException($"{url} answers {(int)response.StatusCode} through the load balancer");
            // Only the lab's stand-ins tell who they are.
            if (response.Headers.TryGetValues("X-Served-By", out var names))
                servers.UnionWith(names);
            else if (i >= RequestsPerServer * settings.AppServers.Length)
                break;
            missing.ExceptWith(servers);
        }

        if (servers.Count > 0 && missing.Count > 0)
            throw new OpsException($"{url} is never answered by {string.Join(" and ", missing)}");
        Console.WriteLine($"  {url} answers{(servers.Count > 0 ? $" from {string.Join(" and ", servers)}" : "")}");
    }

    private static async Task<HttpResponseMessage> AnswerAsync(FrontDoor door, string url)
    {
        try
        {
            return await door.GetAsync(url);
        }
        catch (Exception e) when ((e is HttpRequestException or TaskCanceledException) && !IsForbidden(e))
        {
            throw new OpsException(
                $"{url} does not answer through the load balancer: {(e.InnerException ?? e).Message}");
        }
    }

    /// <summary>Whether the bastion's rules are in the way, which clients do not meet.</summary>
    private static bool IsForbidden(Exception e) => e.InnerException is BastionException { IsForbidden: true };

    private static async Task CheckWebSocketAsync(FrontDoor door, string url)
    {
        try
        {
            await door.OpenWebSocketAsync(url);
        }
        catch (System.Net.WebSockets.WebSocketException e)
        {
            throw new OpsException($"{url} does not upgrade to a WebSocket: {e.Message}");
        }

        Console.WriteLine($"  {url.Replace("https:", "wss:", StringComparison.Ordinal)} upgrades");
    }

    private static async Task CheckRedirectAsync(FrontDoor door, StackSettings settings)
    {
        var url = $"http://{settings.AppDomain}";
        try
        {
            using var response = await AnswerAsync(door, $"{url}/");
            if (response.StatusCode is not HttpStatusCode.MovedPermanently)
                throw new OpsException($"{url} should redirect (301), answers {(int)response.StatusCode}");
            Console.WriteLine($"  {url} redirects to https");
        }
        catch (HttpRequestException e) when (IsForbidden(e))
        {
            Console.WriteLine($"  warning: whether {url} redirects is not known: {e.InnerException!.Message}");
        }
    }

    private static string? WriteCa(DeployedStack stack, string? ca)
    {
        if (string.IsNullOrEmpty(ca))
            return null;
        var file = Path.Combine(".state", $"{stack.Name}-ca.pem");
        Directory.CreateDirectory(Path.Combine(PulumiCli.Root, ".state"));
        File.WriteAllText(Path.Combine(PulumiCli.Root, file), ca);
        return file;
    }

    private static void PrintNext(
        DeployedStack stack, StackSettings settings, JsonElement outputs, Entrance entrance, string? ca)
    {
        var trust = ca is null ? "" : $" --cacert {ca}";
        var address = entrance.Door.Address.Address;
        var place = entrance.IsOpen && entrance.Door.Bastion is null ? "" : "   (on a machine that comes in there)";
        Console.WriteLine($"""

            {settings.AppUrl} and {settings.ApiUrl} are up. Next:
              curl{trust} --resolve {settings.AppDomain}:443:{address} {settings.AppUrl}/{place}
              ./scripts/pulumi stack output -s {stack.Name}
            """);
        if (settings.Lab is not null)
        {
            Console.WriteLine("  ./scripts/destroy");
            return;
        }

        Console.WriteLine("DNS records to set:");
        foreach (var record in outputs.GetProperty("dnsRecords").EnumerateArray())
            Console.WriteLine($"  {record.GetString()}");
    }
}
