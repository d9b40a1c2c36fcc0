using System.CommandLine;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Drift;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;
using Enginsight.Ops.Status;

namespace Enginsight.Ops.OutOfService;

/// <summary>
/// out-of-service: which app servers a broken off update has left without requests. Nothing else says it: the ones that
/// are left serve, and so nobody notices that the next failure meets half of the site.
/// </summary>
internal static class OutOfServiceCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var command = new Command("out-of-service", """
            Asks the load balancer which app servers take no requests, and says what brings them back. scripts/up does
            so after a failure. Exit code: 0 all take requests, 1 some do not, 2 cannot run.
            """)
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
        var logins = await VmConnections.OfAsync(stack, settings);
        var balancers = logins.Where(login => settings.Of(login.Name) is Role.Balancer);
        var answers = await VmConnections.OnAllAsync(
            balancers, shell => VmQuestions.AskAsync(shell, settings, Limit), Limit);
        try
        {
            if (answers.Select(answer => answer.Failure).FirstOrDefault(failure => failure is not null) is { } silent)
                throw silent;
            var state = StackStatus.OfAll(answers.Select(answer => answer.Answer));
            var lines = LinesOf(stack.Name, settings, state).ToArray();
            foreach (var line in lines)
                Console.Error.WriteLine(line);
            return lines.Length == 0 ? ExitCode.Good : ExitCode.Found;
        }
        catch (VmUnreachableException e)
        {
            throw new OpsException(
                $"which app servers take requests is not known: {e.Message}; ask again: ./scripts/status {stack.Name}");
        }
    }

    /// <summary>What to read last; nothing where all app servers take requests, or the site is not there yet.</summary>
    internal static IEnumerable<string> LinesOf(string stack, StackSettings settings, StackStatus balancer)
    {
        var drained = settings.AppServers.Where(vm => !balancer.Upstreams.GetValueOrDefault(vm.Address, true))
            .Select(vm => vm.Name).ToArray();
        var missing = settings.AppServers.Where(vm => !balancer.Upstreams.ContainsKey(vm.Address))
            .Select(vm => vm.Name).ToArray();
        if (missing.Length == settings.AppServers.Length)
            yield break;
        if (drained.Length > 0)
        {
            yield return $"The load balancer sends no requests to {string.Join(" and ", drained)}: " +
                "taken out for the update.";
        }

        if (missing.Length > 0)
            yield return $"The load balancer does not have {string.Join(" and ", missing)} yet.";
        if (drained.Length + missing.Length is > 0 and var count)
        {
            yield return $"See to what failed, then ./scripts/up {stack} takes it up where it stopped and brings "
                + $"{(count == 1 ? "it" : "them")} back; ./scripts/up --repair {stack} brings back what ran before.";
        }
    }
}
