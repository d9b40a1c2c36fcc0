using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Display;
using Enginsight.Ops.History;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;
using Spectre.Console;

namespace Enginsight.Ops.Status;

/// <summary>status: one screen about a stack.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var stack = StackArgument.Create();
        var command = new Command(
            "status",
            "One screen: health and versions of each VM, who takes requests, certificate, last update. " +
            "Exit code: 0 all is well, 1 something is not, 2 cannot run.")
        {
            stack,
        };
        command.SetAction((result, _) => RunAsync(new DeployedStack(result.GetRequiredValue(stack))));
        return command;
    }

    private static async Task<int> RunAsync(DeployedStack stack)
    {
        var settings = await stack.SettingsAsync();
        var logins = await VmConnections.OfAsync(stack, settings);
        var answers = await OnAllVms.RunAsync(logins, "asking", shell => VmQuestions.AskAsync(shell, settings, Limit), ConnectTimeout);
        var balancer = StackStatus.Of(answers.First(vm => vm.Login.Name == settings.LoadBalancer.Vm.Name).Answer);
        var table = Screen.Table("VM", "health", "requests", "services", "containers", "disk");
        var well = true;
        foreach (var (login, facts, failure) in answers)
        {
            var role = settings.Of(login.Name);
            var status = facts is null ? null : VmStatus.Of(role, facts, settings.Versions);
            var requests = role is Role.App ? Requests(balancer, login.Name) : "";
            well &= status is { Problems.Length: 0 } && !requests.Contains("yellow", StringComparison.Ordinal);
            table.AddRow(
                Screen.In("bold", login.Name),
                Health(status, failure),
                requests,
                Services(status),
                Containers(status),
                Markup.Escape(status?.Disk ?? ""));
        }

        Screen.Out.Write(table);
        well &= ShowCertificate(balancer);
        well &= ShowLastUpdate(stack.Name);
        return well ? ExitCode.Good : ExitCode.Found;
    }

    private static string Health(VmStatus? status, VmUnreachableException? failure) => status switch
    {
        null => Screen.In("bold red", failure!.Message),
        { Problems.Length: 0 } => Screen.In("green", "well"),
        _ => Screen.In("bold red", string.Join("\n", status.Problems)),
    };

    private static string Requests(StackStatus balancer, string server) =>
        balancer.Upstreams.TryGetValue(server, out var serving)
            ? serving ? Screen.In("green", "serving") : Screen.In("yellow", "drained")
            : Screen.In("yellow", "not in upstreams");

    private static string Services(VmStatus? status) => string.Join("\n", (status?.Services ?? [])
        .Select(service => Screen.In(service.State == "active" ? "default" : "bold red", service.Name)));

    private static string Containers(VmStatus? status) => string.Join(
        Console.IsOutputRedirected ? ", " : "\n", (status?.Containers ?? []).Select(Container));

    private static string Container(ContainerStatus container)
    {
        var text = $"{container.Service} {container.Version}";
        return container switch
        {
            { IsRunning: false } => Screen.In("bold red", $"{text} {container.State}"),
            { IsAsConfigured: false } => Screen.In("yellow", $"{text} (configured: {container.Wanted})"),
            _ => Markup.Escape(text),
        };
    }

    private static bool ShowCertificate(StackStatus balancer)
    {
        if (balancer.CertificateDays(DateTimeOffset.UtcNow) is not { } days)
        {
            Screen.Out.MarkupLine($"Certificate   {Screen.In("yellow", "not seen")}");
            return false;
        }

        var end = balancer.CertificateEnd!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var left = Screen.In(StackStatus.ColourOf(days), $"{days} days left");
        Screen.Out.MarkupLine($"Certificate   {left}, until {end}");
        return days >= 0;
    }

    private static bool ShowLastUpdate(string stack)
    {
        if (StackHistory.Of(stack).FirstOrDefault() is not { } last)
        {
            Screen.Out.MarkupLine($"Last update   {Screen.In("yellow", "never")}");
            return false;
        }

        var text = $"{last.Ended.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} " +
            $"({Ago(DateTimeOffset.UtcNow - last.Ended)}), {(last.Kind == "update" ? "" : last.Kind + " ")}";
        Screen.Out.MarkupLine($"Last update   {Markup.Escape(text)}" + (last.Succeeded
            ? Screen.In("green", "succeeded") + Markup.Escape($": {last.Summary}")
            : Screen.In(
                "bold red", $"failed; ./scripts/up {stack} takes it up again, ./scripts/rollback {stack} goes back")));
        return last.Succeeded;
    }

    private static string Ago(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => "just now",
        { TotalHours: < 2 } => $"{(int)time.TotalMinutes} minutes ago",
        { TotalDays: < 2 } => $"{(int)time.TotalHours} hours ago",
        _ => $"{(int)time.TotalDays} days ago",
    };
}
