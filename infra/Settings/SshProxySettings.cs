namespace Enginsight.Infra.Settings;

/// <summary>The host that leads to the VMs: a bastion, which only has to forward connections.</summary>
/// <param name="Host">IP address or host name.</param>
/// <param name="User">Default: that of the VMs.</param>
/// <param name="Port">Default: 22.</param>
/// <param name="PrivateKey">Default: that of the VMs, with its passphrase.</param>
/// <param name="HostKey">One line in the form of authorized_keys that pins its host key; null accepts any.</param>
public sealed record SshProxySettings(
    string Host, string User, int Port, SecretText? PrivateKey, SecretText? PrivateKeyPassword, string? HostKey);
