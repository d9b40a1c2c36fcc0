using System.Net;

namespace Enginsight.Infra.Settings;

/// <summary>One VM: where it is managed from, and where the other VMs reach it.</summary>
public sealed record VmSettings
{
    /// <summary>Name of the VM in the stack, such as app1: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The name that an app server without one had in states of earlier versions: app1, app2, ... by its place in the
    /// list. Null where it was given a name, or where another VM has that name now.
    /// </summary>
    public string? FormerName { get; init; }

    /// <summary>Management address: IP address or host name that SSH connects to.</summary>
    public required string Host { get; init; }

    /// <summary>IP address by which the other VMs reach this one. Default: the host.</summary>
    public required string Address { get; init; }

    /// <summary>One line in the form of authorized_keys that pins the VM's host key; null accepts any.</summary>
    public string? HostKey { get; init; }

    public required SshSettings Ssh { get; init; }

    /// <summary>The address as it stands in URLs and nginx's server directives: IPv6 in brackets.</summary>
    public string UrlAddress => IsIPv6 ? $"[{Address}]" : Address;

    public bool IsIPv6 => IPAddress.TryParse(Address, out var ip)
        && ip.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
}

/// <summary>How to log in. The stack's ssh section holds for all VMs; each VM may override user and port.</summary>
/// <param name="User">root, or a user who may use sudo. Default: root.</param>
/// <param name="Port">Default: 22.</param>
/// <param name="PrivateKey">PEM or OpenSSH private key; null only in the lab, which makes its own.</param>
/// <param name="PrivateKeyPassword">Passphrase of the private key, if it has one.</param>
/// <param name="ConnectAttempts">
/// Attempts to connect before a VM counts as unreachable, up to 5 s apart. Default: 30.
/// </param>
/// <param name="Proxy">The host to go through; null where the VMs are reached directly.</param>
public sealed record SshSettings(
    string User, int Port, SecretText? PrivateKey, SecretText? PrivateKeyPassword, int ConnectAttempts,
    SshProxySettings? Proxy = null)
{
    /// <summary>What sudo asks the user for; null where it asks for nothing.</summary>
    public SecretText? SudoPassword { get; init; }
}
