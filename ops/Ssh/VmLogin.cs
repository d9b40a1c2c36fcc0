using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Ssh;

/// <summary>How to log in to a VM.</summary>
/// <param name="Name">Name of the VM in the stack, such as app1.</param>
/// <param name="Host">Management address.</param>
/// <param name="User">root, or a user with passwordless sudo.</param>
/// <param name="HostKey">The one key that the VM may show, as in authorized_keys; null accepts any.</param>
internal sealed record VmLogin(
    string Name, string Host, int Port, string User, SecretText? PrivateKey, SecretText? PrivateKeyPassword,
    string? HostKey)
{
    public static VmLogin From(VmSettings vm) => new(
        vm.Name, vm.Host, vm.Ssh.Port, vm.Ssh.User, vm.Ssh.PrivateKey, vm.Ssh.PrivateKeyPassword, vm.HostKey);

    public override string ToString() => $"{Name} ({User}@{Host}:{Port})";
}
