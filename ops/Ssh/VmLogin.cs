using Enginsight.Infra.Settings;
using Floor.Ssh;

namespace Enginsight.Ops.Ssh;

/// <summary>How to log in to a VM.</summary>
/// <param name="Name">Name of the VM in the stack, such as app1.</param>
/// <param name="Host">Management address.</param>
/// <param name="User">root, or a user who may use sudo.</param>
/// <param name="HostKey">The one key that the VM may show, as in authorized_keys; null accepts any.</param>
/// <param name="Proxy">The host to go through; null where the VM is reached directly.</param>
/// <param name="SudoPassword">What sudo asks the user for; null where it asks for nothing.</param>
internal sealed record VmLogin(
    string Name, string Host, int Port, string User, SecretText? PrivateKey, SecretText? PrivateKeyPassword,
    string? HostKey, SshTarget? Proxy = null, SecretText? SudoPassword = null)
{
    public SshTarget Target => new(
        Host, Port, User, PrivateKey?.Reveal(), PrivateKeyPassword?.Reveal(), null, HostKey, Proxy);

    public static VmLogin From(VmSettings vm) => new(
        vm.Name, vm.Host, vm.Ssh.Port, vm.Ssh.User, vm.Ssh.PrivateKey, vm.Ssh.PrivateKeyPassword, vm.HostKey,
        vm.Ssh.Proxy is { } proxy
            ? new SshTarget(
                proxy.Host, proxy.Port, proxy.User, proxy.PrivateKey?.Reveal(), proxy.PrivateKeyPassword?.Reveal(),
                null, proxy.HostKey, null)
            : null,
        vm.Ssh.SudoPassword);

    public override string ToString() => $"{Name} ({User}@{Host}:{Port})";
}
