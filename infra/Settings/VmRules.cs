using System.Net;
using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold for the VMs: names, addresses, logins, and that no two are the same.</summary>
internal static partial class VmRules
{
    public static void Check(StackSettings settings, SettingsProblems problems)
    {
        if (settings.AppServers.Length < 2)
        {
            problems.Add("appServers",
                $"should list two or more app servers, lists {settings.AppServers.Length}; add one with name and host");
        }

        var vms = Paths(settings).ToList();
        foreach (var (path, vm) in vms)
            CheckVm(path, vm, settings.Lab is not null, problems);
        CheckDistinct(vms, "name", vm => vm.Name, problems);
        CheckDistinct(vms, "host", vm => $"{vm.Host}:{vm.Ssh.Port}", problems);
        CheckDistinct(vms, "address", vm => vm.Address, problems);
        if (settings.Lab is { } lab && !IPNetwork.TryParse(lab.Network, out _))
            problems.Add("lab.network", $"should be a subnet such as 10.213.7.0/24, was '{lab.Network}'");
        if (settings.Lab is not null && !IPAddress.TryParse(settings.Lab.RegistryAddress, out _))
            problems.Add("lab.registryAddress", $"should be an IP address, was '{settings.Lab.RegistryAddress}'");
    }

    public static bool IsHostName(string text) =>
        text.Length <= 253 && HostName().IsMatch(text) && !LooksLikeIPv4().IsMatch(text);

    private static IEnumerable<(string Path, VmSettings Vm)> Paths(StackSettings settings)
    {
        yield return ("loadBalancer", settings.LoadBalancer.Vm);
        for (var i = 0; i < settings.AppServers.Length; i++)
            yield return ($"appServers[{i}]", settings.AppServers[i]);
        yield return ("services", settings.Services);
        yield return ("database", settings.Database.Vm);
    }

    private static void CheckVm(string path, VmSettings vm, bool lab, SettingsProblems problems)
    {
        if (!VmName().IsMatch(vm.Name))
        {
            problems.Add($"{path}.name",
                $"should be lower-case letters, digits and hyphens, beginning with a letter, was '{vm.Name}'");
        }

        if (vm.Host.Length > 0 && !IsAddress(vm.Host) && !IsHostName(vm.Host))
            problems.Add($"{path}.host", $"'{vm.Host}' is not an IP address or host name");
        else if (vm.Address.Length > 0 && !IsAddress(vm.Address))
        {
            problems.Add($"{path}.address", vm.Address == vm.Host
                ? $"is missing; it should be the IP address by which the other VMs reach {vm.Host}"
                : $"'{vm.Address}' is not an IP address");
        }

        if (!lab && vm.Ssh.PrivateKey is null)
            NoteMissingKey(problems);
        if (vm.HostKey is { } key && !PinnableKey().IsMatch(key))
        {
            problems.Add($"{path}.hostKey",
                "should be one line such as 'ssh-ed25519 AAAA...' (type ssh-keyscan -t ed25519 HOST; ssh-rsa cannot " +
                $"be pinned, Debian 12 refuses its SHA-1), was '{Shorten(key)}'");
        }
    }

    private static void NoteMissingKey(SettingsProblems problems)
    {
        const string path = "ssh.privateKey";
        if (!problems.Lines.Any(line => line.StartsWith(path, StringComparison.Ordinal)))
        {
            problems.Add(path,
                "is missing; type: ./scripts/pulumi config set --secret --path ssh.privateKey < KEYFILE");
        }
    }

    private static void CheckDistinct(
        List<(string Path, VmSettings Vm)> vms, string key, Func<VmSettings, string> value, SettingsProblems problems)
    {
        var seen = new Dictionary<string, string>();
        foreach (var (path, vm) in vms.Where(item => item.Vm.Host.Length > 0))
        {
            if (seen.TryAdd(value(vm), path))
                continue;
            var other = seen[value(vm)];
            if (key == "address" && vm.Address == vm.Host)
                continue; // its host has been named already
            var reason = other == "loadBalancer" && key != "name"
                ? "; the load balancer's VM runs no Docker and so cannot be another VM as well"
                : "";
            var shown = key == "host" ? vm.Host : value(vm);
            problems.Add($"{path}.{key}", $"should be unique, '{shown}' is also {other}.{key}{reason}");
        }
    }

    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var ip) && (text.Contains(':') || ip.ToString() == text);

    private static string Shorten(string text) => text.Length <= 30 ? text : text[..30] + "...";

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,30}\z")]
    private static partial Regex VmName();

    [GeneratedRegex(@"\A(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A[0-9.]+\z")]
    private static partial Regex LooksLikeIPv4();

    [GeneratedRegex(@"\A(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+=*( .*)?\z")]
    internal static partial Regex PinnableKey();
}
