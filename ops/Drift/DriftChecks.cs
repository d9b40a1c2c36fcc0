using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Stacks;

namespace Enginsight.Ops.Drift;

/// <summary>The checks of a stack: one for each command of the state that leaves something behind.</summary>
internal static class DriftChecks
{
    private const string Bundle = "==> ";

    public static IEnumerable<DriftCheck> Of(StackState state) =>
        state.Commands.Select(command => Of(state, command)).OfType<DriftCheck>();

    private static DriftCheck? Of(StackState state, StateCommand command) =>
        (command.Owner.Type.Split(':')[^1], command.Step) switch
        {
            ("DatabaseServer", "packages") => Check(command, "drift/database-packages.sh"),
            ("DatabaseServer", "firewall") => Firewall(state, command),
            ("DatabaseServer", "redis") => Check(command, "drift/redis.sh"),
            ("DatabaseServer", var step) when step.StartsWith("allow-", StringComparison.Ordinal) =>
                Check(command, "drift/allow.sh"),
            ("LoadBalancer", "packages") => Check(command, "drift/nginx-packages.sh"),
            ("LoadBalancer", "watch") => Check(command, "drift/watch.sh"),
            ("LoadBalancer", "site") => Site(state, command),
            ("AppServer", "upstream") => Check(command, "nginx/upstream.sh", "drift/upstream.sh"),
            ("AppServer" or "ServicesServer", "packages") => Check(command, "drift/docker-packages.sh"),
            ("AppServer" or "ServicesServer", "images") => Check(command, "drift/images.sh") with { Stdin = new("") },
            ("AppServer" or "ServicesServer", "containers") => Containers(state, command),
            _ when command.Stdin.Reveal().StartsWith(Bundle, StringComparison.Ordinal) =>
                Check(command, "drift/files.sh"),
            _ => null,
        };

    /// <summary>A check with the command's own variables and standard input.</summary>
    private static DriftCheck Check(StateCommand command, params string[] files)
    {
        var script = RemoteScript.Of(["remote/files.sh", "drift/report.sh", .. files])
            .With("secret", command.IsSecret ? "yes" : "no");
        foreach (var (name, value) in RemoteScript.VariablesOf(command.Create))
            script.With(name, value);
        return new DriftCheck(command, script, command.Stdin);
    }

    private static DriftCheck Firewall(StackState state, StateCommand command)
    {
        var vms = Siblings(state, command)
            .Where(other => other.Step.StartsWith("allow-", StringComparison.Ordinal))
            .Select(other => RemoteScript.VariablesOf(other.Create))
            .Select(variables => $"{variables["vm"]} {variables["address"]}");
        var check = Check(command, "drift/firewall.sh");
        check.Script.With("vms", string.Join('\n', vms));
        return check with
        {
            Stdin = Siblings(state, command).First(other => other.Step == "packages").Stdin,
            Remove = path => RemoteScript.Of("database/disallow.sh").With("vm", path.Split('/')[^1]),
        };
    }

    private static DriftCheck Site(StackState state, StateCommand command)
    {
        var check = Check(command, "drift/site.sh");
        check.Script.With("servers", string.Join(
            '\n', state.Commands.Where(other => other.Step == "upstream").Select(other => other.Owner.Name)));
        return check with
        {
            Remove = path =>
                RemoteScript.Of("remote/files.sh", "nginx/nginx.sh", "drift/remove-server.sh").With("path", path),
        };
    }

    private static DriftCheck Containers(StackState state, StateCommand command)
    {
        var siblings = Siblings(state, command).ToDictionary(other => other.Step);
        var configuration = siblings["configuration"].Stdin.Reveal();
        var check = Check(command, "enterprise/render.sh", "drift/containers.sh");
        check.Script.With("images", RemoteScript.VariablesOf(siblings["images"].Create)["images"]);
        return check with
        {
            Stdin = new SecretText(configuration + siblings["secrets"].Stdin.Reveal()),
            Compare = report => ContainerComparison.Compare(ComposeServices.Parse(configuration), report.Facts),
        };
    }

    private static IEnumerable<StateCommand> Siblings(StackState state, StateCommand command) =>
        state.Commands.Where(other => other.Owner == command.Owner);
}
