using System.CommandLine;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Load;

/// <summary>load: keep-alive clients and WebSockets through the load balancer, and what they saw.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var clients = Number("--clients", "Keep-alive clients.", 32);
        var sockets = Number("--websockets", "WebSockets (the lab's stand-ins take them; a real server may not).", 0);
        var requests = Number("--requests", "Requests after which the load ends.", 20_000);
        var seconds = Number("--seconds", "Time after which the load ends.", 600);
        var rate = Number("--rate", "Requests a second, all clients together; 0 is as fast as they are answered.", 0);
        var ca = new Option<string?>("--ca") { Description = "PEM file of further CA certificates to trust." };
        var command = new Command("load", """
            Puts load on both names through the load balancer, and says what its clients saw.
            Ends early at Ctrl+C. Exit code: 0 nothing was lost, 1 a request or a WebSocket was lost, 2 it did not work.
            """)
        {
            stack, clients, sockets, requests, seconds, rate, ca,
        };
        command.SetAction(async (result, end) =>
        {
            var deployed = new DeployedStack(result.GetRequiredValue(stack));
            var settings = await deployed.SettingsAsync();
            using var bastion = Bastion.Of(settings);
            var plan = await StackLoad.PlanAsync(deployed, settings, bastion, result.GetValue(ca)) with
            {
                Clients = result.GetValue(clients),
                WebSockets = StackLoad.WebSockets(settings, result.GetValue(sockets)),
                MaxRequests = result.GetValue(requests),
                MaxTime = TimeSpan.FromSeconds(result.GetValue(seconds)),
                Rate = result.GetValue(rate) is > 0 and var limit ? limit : null,
            };
            if (plan.Detour is not null)
                Console.WriteLine($"{plan.Detour}; times count with that way");
            var load = new LoadGenerator(plan);
            await load.RunAsync(end);
            var report = load.Recorder.Take();
            Console.WriteLine(report);
            return report.Failures + report.UncleanCloses == 0 && report.Requests > 0 ? ExitCode.Good : ExitCode.Found;
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
    };
}
