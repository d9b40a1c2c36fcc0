using System.CommandLine;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;
using Floor.Ssh;

namespace Enginsight.Ops.Logins;

/// <summary>
/// logins: each VM's login, tried once, and whether its shell runs commands. A Pulumi CLI's provider repeats one that is
/// refused as often as one that nobody answers, and what bans for refused logins on a VM then bans the admin machine. A
/// shell that runs nothing may say that all went well.
/// </summary>
internal static class LoginsCommand
{
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var command = new Command("logins", """
            Tries each VM's login once, and prints nothing where each runs commands; a VM that does not answer may be on its
            way. scripts/up does so before a Pulumi CLI, and before the first deployment. Exit code: 0 they do, 2 one
            does not.
            """)
        {
            stack,
        };
        command.SetAction((result, _) => RunAsync(new DeployedStack(result.GetRequiredValue(stack))));
        return command;
    }

    private static async Task<int> RunAsync(DeployedStack stack)
    {
        var settings = await stack.SettingsAsync();
        // A lab makes its VMs, and their keys, itself.
        if (settings.Lab is null)
            await CheckAsync(settings.AllVms.Where(vm => vm.Ssh.PrivateKey is not null).Select(VmLogin.From));
        return ExitCode.Good;
    }

    /// <exception cref="OpsException">One is refused, or its shell runs nothing.</exception>
    internal static async Task CheckAsync(IEnumerable<VmLogin> logins)
    {
        var answers = await VmConnections.OnAllAsync(logins, shell => shell.RunAsync("true"));
        string[] refused =
        [
            .. answers.Select(vm => vm.Failure)
                .OfType<VmUnreachableException>()
                .Where(failure => failure.Kind is SshFailureKind.Login or SshFailureKind.HostKey or SshFailureKind.Settings)
                .Select(failure => failure.Message),
        ];
        if (refused.Length > 0)
            throw new OpsException($"{string.Join('\n', refused)}\nNothing was changed.");
    }
}
