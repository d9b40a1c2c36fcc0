namespace Enginsight.Infra.Settings;

/// <summary>What must hold for the bastion.</summary>
internal static class SshProxyRules
{
    public static void Check(SshProxySettings proxy, SettingsProblems problems)
    {
        if (proxy.Host.Length > 0 && !HostRules.IsAddress(proxy.Host) && !HostRules.IsHostName(proxy.Host))
            problems.Add("ssh.proxy.host", $"{Shown.Quoted(proxy.Host)} is not an IP address or host name");
        if (proxy.HostKey is { } key && !VmRules.IsPinnable(key))
        {
            problems.Add("ssh.proxy.hostKey",
                $"should be one line such as 'ssh-ed25519 AAAA...'; type ssh-keyscan -t ed25519 HOST");
        }
    }
}
