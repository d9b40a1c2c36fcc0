using System.Collections.Immutable;
using System.Security.Cryptography;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Display;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Stacks;
using Spectre.Console;

namespace Enginsight.Ops.Cutover;

/// <summary>A VM's host key that is to be pinned.</summary>
/// <param name="Path">Of the setting, such as appServers[0].hostKey.</param>
/// <param name="Key">Type and key, as in authorized_keys.</param>
internal sealed record HostKeyToPin(VmLogin Login, string Path, string Key)
{
    /// <summary>As ssh-keygen -l shows it.</summary>
    public string Fingerprint =>
        $"SHA256:{Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Key.Split(' ')[1]))).TrimEnd('=')}";
}

/// <summary>cutover-check --pin: host keys into the stack file.</summary>
internal static class HostKeyPins
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);

    public static async Task<int> RunAsync(DeployedStack stack, bool yes)
    {
        using var held = StackLock.Take(stack.Name);
        var settings = await stack.SettingsBeforeAdoptionAsync();
        var logins = await VmConnections.OfAsync(stack, settings);
        var unpinned = logins.Where(login => login.HostKey is null).ToImmutableArray();
        if (unpinned.IsEmpty)
        {
            Console.WriteLine("The host keys of all VMs are pinned.");
            return ExitCode.Good;
        }

        var answers = await OnAllVms.RunAsync(unpinned, "asking", shell => KeyOfAsync(shell, settings));
        foreach (var (login, _, failure) in answers.Where(answer => answer.Failure is not null))
            Screen.Out.MarkupLine($"{Screen.In("bold red", login.Name)} {Markup.Escape(failure!.Message)}");
        var keys = answers.Select(answer => answer.Answer).OfType<HostKeyToPin>().ToArray();
        if (keys.Length > 0 && await WriteAsync(stack, keys, yes) is var code and not ExitCode.Good)
            return code;
        return keys.Length == unpinned.Length ? ExitCode.Good : ExitCode.CannotRun;
    }

    /// <summary>Where a VM's host key stands in the stack file.</summary>
    internal static string PathOf(StackSettings settings, string vm) => settings.Of(vm) switch
    {
        Role.Balancer when settings.Pair is null => "loadBalancer.hostKey",
        Role.Balancer => $"loadBalancers[{(vm == settings.LoadBalancer.Vm.Name ? 0 : 1)}].hostKey",
        Role.Services => "services.hostKey",
        Role.Database when settings.Database.Members.IsEmpty => "database.hostKey",
        Role.Database or Role.Member => $"database.members[{PlaceOf(settings.Database.Members, vm)}].hostKey",
        _ => $"appServers[{PlaceOf(settings.AppServers, vm)}].hostKey",
    };

    private static int PlaceOf(ImmutableArray<VmSettings> vms, string name) =>
        vms.IndexOf(vms.First(vm => vm.Name == name));

    private static async Task<int> WriteAsync(DeployedStack stack, HostKeyToPin[] keys, bool yes)
    {
        var table = Screen.Table("VM", "host key", "fingerprint");
        foreach (var key in keys)
            table.AddRow(Screen.In("bold", key.Login.Name), Markup.Escape(key.Key), Markup.Escape(key.Fingerprint));
        Screen.Out.Write(table);
        Console.WriteLine("Each VM's own console tells whether it is the right one: "
            + "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
        var count = Screen.Count(keys.Length, "host key");
        if (!Screen.Confirm($"Write {count} into stacks/Pulumi.{stack.Name}.yaml?", yes))
            return ExitCode.Found;
        await stack.SetAsync(keys.Select(key => new ConfigValue(key.Path, key.Key)));
        Console.WriteLine($"{count} written.");
        return ExitCode.Good;
    }

    /// <summary>
    /// The key that the VM has on its disk, and that it proves over the network as well: somebody in between would
    /// prove another one.
    /// </summary>
    private static async Task<HostKeyToPin> KeyOfAsync(VmShell shell, StackSettings settings)
    {
        var facts = await VmExamination.FactsAsync(shell, settings, Limit);
        var key = facts["host-key"] ?? throw new VmUnreachableException($"{shell.Login}: has no ed25519 host key; "
            + "make one there with ssh-keygen -A, and restart sshd");
        using var proof = await VmShell.ConnectAsync(shell.Login with { HostKey = key });
        return new HostKeyToPin(shell.Login, PathOf(settings, shell.Login.Name), key);
    }
}
