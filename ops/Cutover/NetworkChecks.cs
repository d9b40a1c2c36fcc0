using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>Whether VMs reach each other on the ports that the site needs, and who may close them.</summary>
internal static class NetworkChecks
{
    private const int RedisPort = 6379;
    private static readonly int[] AppPorts = [8080, 80];

    /// <summary>What a VM has to reach: name, address and port.</summary>
    /// <param name="database">Of several database VMs the one that is asked.</param>
    public static IEnumerable<string> WaysOf(Role role, VmSettings database, StackSettings settings) => role switch
    {
        Role.Balancer => settings.AppServers.SelectMany(
            vm => AppPorts.Select(port => $"{vm.Name} {vm.Address} {port}")),
        Role.App or Role.Services =>
        [
            // The names of a URI from DNS are not known here.
            .. settings.Database.MongoDb is { IsFromDns: false } uri
                ? uri.Hosts.Select(host => $"{NameOf(settings, host.Name)} {host.Name} {host.Port}")
                : [],
            .. settings.Database.RedisVms.Select(vm => $"{vm.Name} {vm.Address} {RedisPort}"),
        ],
        // Members vote, and copy from one another.
        Role.Database or Role.Member => settings.Database.Vms.Where(vm => vm != database)
            .Select(vm => $"{vm.Name} {vm.Address} {settings.Database.PlaceOf(vm)!.Port}"),
        _ => [],
    };

    private static string NameOf(StackSettings settings, string host) =>
        settings.AllVms.FirstOrDefault(vm => vm.Address == host)?.Name ?? host;

    public static IEnumerable<Finding> Of(Role role, Facts facts, StackSettings settings)
    {
        foreach (var way in facts.All("way").Order(StringComparer.Ordinal).Select(line => line.Split(' ')))
            yield return Way(way[0], way[1], way[2]);
        if (role is Role.Balancer or Role.Database or Role.Member && facts["firewall"] is { } firewall)
            yield return Firewall(role, firewall, settings);
    }

    private static Finding Way(string vm, string port, string state)
    {
        var item = $"way to {vm}";
        return state switch
        {
            "open" => Finding.Ok(item, $"{port} is reached"),
            "refused" => Finding.Ok(item, $"{port} is reached, and nothing listens there yet"),
            _ => Finding.Warning(item, $"{port} is not reached from here; up opens the database VM's own firewall, "
                + $"but a network firewall between the two, or {vm}'s own, has to let {port} through"),
        };
    }

    /// <summary>Docker's ports go past the firewall of app servers; those of nginx, redis and MongoDB do not.</summary>
    private static Finding Firewall(Role role, string firewall, StackSettings settings)
    {
        var isBalancer = role is Role.Balancer;
        int[] ports = isBalancer
            ? [.. settings.LoadBalancer.Ports]
            : [.. settings.Database.MongoDb.Hosts.Select(host => host.Port).Distinct(), RedisPort];
        var whom = isBalancer ? ""
            : settings.Database.Members.IsEmpty ? " from the app servers and the services VM"
            : " from the app servers, the services VM and the other members";
        return Finding.Warning(
            "firewall",
            $"{firewall} is in force on this VM, and stays: it has to let {string.Join(", ", ports)}{whom} through"
            + firewall switch
            {
                "ufw" when isBalancer => $": ufw allow {string.Join(',', ports)}/tcp",
                "ufw" => $": ufw allow proto tcp from ADDRESS to any port {string.Join(',', ports)}",
                "firewalld" when isBalancer => ": firewall-cmd --permanent"
                    + $"{string.Concat(ports.Select(port => $" --add-port={port}/tcp"))} && firewall-cmd --reload",
                _ => "",
            });
    }
}
