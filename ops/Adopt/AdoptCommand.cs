using System.CommandLine;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Display;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;
using Spectre.Console;

namespace Enginsight.Ops.Adopt;

/// <summary>adopt: what an existing app server knows, into the stack configuration.</summary>
internal static class AdoptCommand
{
    public static Command Create()
    {
        var stack = new Argument<string>("stack") { Description = "Name of the stack." };
        var server = new Argument<string>("app-server")
        {
            Description = "Name of the app server that runs Enginsight already.",
        };
        var yes = YesOption.Create();
        var command = new Command(
            "adopt",
            "Reads JWT secret, URIs, mail settings and versions of a running single server into the stack "
            + "configuration, so that nobody is logged out. Changes nothing on the VM. "
            + "Exit code: 0 written, 1 declined, 2 cannot run.")
        {
            stack, server, yes,
        };
        command.SetAction((result, _) => RunAsync(
            new DeployedStack(result.GetRequiredValue(stack)), result.GetRequiredValue(server), result.GetValue(yes)));
        return command;
    }

    private static async Task<int> RunAsync(DeployedStack stack, string server, bool yes)
    {
        using var held = StackLock.Take(stack.Name);
        var settings = await stack.SettingsBeforeAdoptionAsync();
        var vm = settings.AppServers.FirstOrDefault(vm => vm.Name == server) ?? throw new OpsException(
            $"'{server}' is no app server of {stack.Name}; these are: "
            + string.Join(", ", settings.AppServers.Select(vm => vm.Name)));
        var plan = AdoptionPlan.Of(await ReadAsync(stack, settings, vm), settings);
        Show(plan);
        var count = Screen.Count(plan.Values.Length, "setting");
        if (!Screen.Confirm($"Write {count} into stacks/Pulumi.{stack.Name}.yaml?", yes))
            return ExitCode.Found;
        await stack.SetAsync(plan.Values.Select(value => new ConfigValue(value.Path, value.Value, value.IsSecret)));
        Console.WriteLine($"{count} written. Next: ./scripts/cutover-check {stack.Name}");
        await stack.SettingsAsync(); // says now what still is missing or does not fit together
        return ExitCode.Good;
    }

    private static async Task<Installation> ReadAsync(DeployedStack stack, StackSettings settings, VmSettings vm)
    {
        var login = (await VmConnections.OfAsync(stack, settings)).First(login => login.Name == vm.Name);
        try
        {
            using var shell = await VmShell.ConnectAsync(login);
            var result = await shell.RunAsync(EmbeddedScript.Read("Adopt/read.sh"));
            return result.Succeeded
                ? Installation.Read(result.Output)
                : throw new OpsException($"{login}: {result.Error.Trim()}");
        }
        catch (VmUnreachableException e)
        {
            throw new OpsException(e.Message);
        }
    }

    private static void Show(AdoptionPlan plan)
    {
        var table = Screen.Table("setting", "value");
        foreach (var value in plan.Values)
            table.AddRow(Markup.Escape(value.Path), Screen.In(value.IsSecret ? "grey" : "default", value.Shown));
        Screen.Out.Write(table);
        foreach (var note in plan.Notes)
            Screen.Out.MarkupLine($"{Screen.In("yellow", "note:")} {Markup.Escape(note)}");
    }
}
