using System.Text.Json;
using Enginsight.Infra.Settings;
using Pulumi;

namespace Enginsight.Infra;

/// <summary>The running stack's configuration as settings.</summary>
internal static class StackConfiguration
{
    /// <exception cref="RunException">The configuration cannot be used; one line for every problem.</exception>
    public static StackSettings Read()
    {
        var config = new Config();
        var prefix = Deployment.Instance.ProjectName + ":";
        var values = Keys()
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..])
            .ToDictionary(key => key, key => config.Get(key) ?? "");
        try
        {
            var encrypted = Encrypted(prefix);
            var settings = SettingsReader.Read(values, encrypted);
            foreach (var warning in settings.Warnings)
                Log.Warn(warning);
            WarnOfPlainSecrets(settings, encrypted);
            WarnOfUnpinnedHosts(settings);
            return settings;
        }
        catch (SettingsException e)
        {
            throw new RunException(e.Message);
        }
    }

    private static void WarnOfPlainSecrets(StackSettings settings, HashSet<string> encrypted)
    {
        foreach (var path in settings.SecretPaths.Where(path => !encrypted.Contains(path.Split('.')[0])))
        {
            Log.Warn($"{path} stands in plain text in the stack file; encrypt it: "
                + $"./scripts/pulumi config set --secret --path {path}");
        }
    }

    /// <summary>Without a pin, every secret of the stack goes to whoever answers.</summary>
    private static void WarnOfUnpinnedHosts(StackSettings settings)
    {
        if (settings.Lab is not null)
            return;
        var unpinned = settings.AllVms.Where(vm => vm.HostKey is null).Select(vm => vm.Name).ToArray();
        var proxies = settings.AllVms.Select(vm => vm.Ssh.Proxy).OfType<SshProxySettings>()
            .Where(proxy => proxy.HostKey is null).Select(proxy => proxy.Host).Distinct().ToArray();
        if (proxies.Length > 0)
        {
            Log.Warn(
                $"{string.Join(", ", proxies)}: no ssh.proxy.hostKey is set, so whoever answers there is taken for the "
                + "bastion; write the line of its /etc/ssh/ssh_host_ed25519_key.pub");
        }

        if (unpinned.Length > 0)
        {
            Log.Warn(
                $"{string.Join(", ", unpinned)}: no hostKey is set, so whoever answers there is taken for the VM and "
                + $"gets its secrets; type: ./scripts/cutover-check {Deployment.Instance.StackName} --pin");
        }
    }

    /// <summary>Encryption is by key: a map is secret as soon as one value in it is.</summary>
    private static HashSet<string> Encrypted(string prefix) =>
        Environment.GetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS") is { Length: > 0 } json
            ? [.. JsonSerializer.Deserialize<string[]>(json)!
                .Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Select(key => key[prefix.Length..])]
            : [];

    /// <summary>
    /// All keys that were set. The SDK only looks up keys that it is given; the language host hands a program its
    /// configuration in this variable, which is what tells a misspelt key from none.
    /// </summary>
    private static IEnumerable<string> Keys() =>
        Environment.GetEnvironmentVariable("PULUMI_CONFIG") is { Length: > 0 } json
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.Keys
            : [];
}
