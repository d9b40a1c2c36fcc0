using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold for the VMs: names, addresses, logins, and that no two are the same.</summary>
internal static partial class VmRules
{
    /// <summary>Its resources are those of the one database VM.</summary>
    private const string FirstMember = "database.members[0]";

    public static void Check(StackSettings settings, SettingsProblems problems)
    {
        if (settings.AppServers.Length < 2)
        {
            problems.Add("appServers",
                $"should list two or more app servers, lists {settings.AppServers.Length}; add one with name and host");
        }

        SshKeyRules.Check(settings.LoadBalancer.Vm.Ssh, problems);
        var vms = Paths(settings).ToList();
        foreach (var (path, vm) in vms)
        {
            CheckName(path, vm, problems);
            CheckAddresses(path, vm, needsIPv4: !settings.LoadBalancers.Contains(vm), problems);
            CheckLogin(path, vm, settings.Lab is not null, problems);
        }

        CheckDistinct([.. vms.Where(item => item.Vm.Name.Length > 0)], "name", vm => vm.Name, problems);
        CheckDistinct(vms, "host", vm => $"{HostRules.Canonical(vm.Host)}:{vm.Ssh.Port}", problems);
        CheckDistinct(vms, "address", vm => HostRules.Canonical(vm.Address), problems);
        if (settings.Lab is { } lab && !IPNetwork.TryParse(lab.Network, out _))
            problems.Add("lab.network", $"should be a subnet such as 10.213.7.0/24, was {Shown.Quoted(lab.Network)}");
        if (settings.Lab is not null && !HostRules.IsAddress(settings.Lab.RegistryAddress))
        {
            problems.Add(
                "lab.registryAddress", $"should be an IP address, was {Shown.Quoted(settings.Lab.RegistryAddress)}");
        }
    }

    private static IEnumerable<(string Path, VmSettings Vm)> Paths(StackSettings settings)
    {
        if (settings.Pair is null)
            yield return ("loadBalancer", settings.LoadBalancer.Vm);
        else
        {
            yield return ("loadBalancers[0]", settings.LoadBalancer.Vm);
            yield return ("loadBalancers[1]", settings.Pair.Second);
        }

        for (var i = 0; i < settings.AppServers.Length; i++)
            yield return ($"appServers[{i}]", settings.AppServers[i]);
        yield return ("services", settings.Services);
        if (settings.Database.Members.IsEmpty)
            yield return ("database", settings.Database.Vm);
        for (var i = 0; i < settings.Database.Members.Length; i++)
            yield return ($"database.members[{i}]", settings.Database.Members[i]);
    }

    private static void CheckName(string path, VmSettings vm, SettingsProblems problems)
    {
        if (vm.Name.Length == 0)
            return; // a missing one has its line
        if (!VmNames.IsValid(vm.Name))
        {
            problems.Add($"{path}.name", "should be up to 31 lower-case letters, digits and hyphens, beginning with a "
                + $"letter, and no word of YAML's, was {Shown.Quoted(vm.Name)}");
        }
        else if (path.EndsWith(']') && VmNames.IsOfAnotherRole(vm.Name) && (path, vm.Name) is not (FirstMember, "db"))
        {
            var example = path[0] switch
            {
                'a' => "app1 or app-berlin",
                'd' => "db2 or db-berlin",
                _ => "lb1 or lb-berlin",
            };
            problems.Add(
                $"{path}.name", $"should not be another role's name, was '{vm.Name}'; {example} would do");
        }
    }

    /// <param name="needsIPv4">
    /// Docker's networks have IPv4 only: containers connect to the database over it, from the address that the
    /// database's firewall has to let through.
    /// </param>
    private static void CheckAddresses(string path, VmSettings vm, bool needsIPv4, SettingsProblems problems)
    {
        var isHost = vm.Host.Length == 0 || HostRules.IsAddress(vm.Host) || HostRules.IsHostName(vm.Host);
        if (!isHost)
            problems.Add($"{path}.host", $"{Shown.Quoted(vm.Host)} is not an IP address or host name");
        if (vm.Address.Length == 0 || (!isHost && vm.Address == vm.Host))
            return; // a missing or wrong host has its line
        if (!HostRules.IsAddress(vm.Address))
        {
            problems.Add($"{path}.address", vm.Address == vm.Host
                ? $"is missing; it should be the IP address by which the other VMs reach {vm.Host}"
                : $"{Shown.Quoted(vm.Address)} is not an IP address");
        }
        else if (HostRules.WhyOthersCannotReach(vm.Address) is { } reason)
            problems.Add($"{path}.address", $"should be where the other VMs reach this one, {vm.Address} {reason}");
        else if (needsIPv4 && vm.IsIPv6)
        {
            problems.Add($"{path}.address", "should be an IPv4 address, because containers on Docker's networks have "
                + $"no IPv6; was '{vm.Address}': set address to the VM's IPv4 address, host may stay as it is");
        }
    }

    private static void CheckLogin(string path, VmSettings vm, bool lab, SettingsProblems problems)
    {
        if (!lab && vm.Ssh.PrivateKey is null)
            NoteMissingKey(problems);
        if (vm.HostKey is { } key && !IsPinnable(key))
        {
            problems.Add($"{path}.hostKey",
                "should be one line such as 'ssh-ed25519 AAAA...' (type ssh-keyscan -t ed25519 HOST; ssh-rsa cannot "
                + $"be pinned, Debian 12 refuses its SHA-1), was {Shown.Quoted(key)}");
        }
    }

    public static bool IsPinnable(string line) => PinnableKey().IsMatch(line) && IsPublicKey(line);

    /// <summary>The key itself begins with its kind, after the four bytes of its length.</summary>
    public static bool IsPublicKey(string line)
    {
        if (!PublicKey().IsMatch(line))
            return false;
        var words = line.Split(' ');
        var content = new byte[words[1].Length];
        return Convert.TryFromBase64String(words[1], content, out var length) && length > 4 + words[0].Length
            && content.AsSpan(4, words[0].Length).SequenceEqual(Encoding.ASCII.GetBytes(words[0]));
    }

    private static void NoteMissingKey(SettingsProblems problems)
    {
        if (!problems.Has("ssh.privateKey"))
        {
            problems.Add("ssh.privateKey",
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
            if (key == "address" && vm.Address == vm.Host && problems.Has($"{path}.host"))
                continue; // the same mistake
            var reason = other.StartsWith("loadBalancer", StringComparison.Ordinal) && key != "name"
                ? "; the load balancer's VM runs no Docker and so cannot be another VM as well"
                : "";
            var shown = key == "host" ? vm.Host : value(vm);
            problems.Add($"{path}.{key}", $"should be unique, {Shown.Quoted(shown)} is also {other}.{key}{reason}");
        }
    }

    /// <summary>Also ones of a directory service: DOMAIN\user, user@domain.</summary>
    [GeneratedRegex(@"\A[^\s\p{C}:/-][^\s\p{C}:/]{0,255}\z")]
    public static partial Regex User();

    [GeneratedRegex(@"\A(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)) ")]
    private static partial Regex PinnableKey();

    [GeneratedRegex(@"\A[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( [^\p{C}]*)?\z")]
    private static partial Regex PublicKey();
}
