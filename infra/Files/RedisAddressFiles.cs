using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Files;

/// <summary>What keepalived needs on each of several database VMs, from the templates.</summary>
internal static class RedisAddressFiles
{
    /// <summary>Of the first; that of each further one is one less.</summary>
    private const int HighestPriority = 254;

    /// <param name="database">Its members, and the address.</param>
    /// <param name="vm">The VM that the files are for.</param>
    public static FileBundle Of(DatabaseSettings database, VmSettings vm)
    {
        var (address, port) = (database.VirtualAddress!, $"{Places.RedisPort}");
        var peers = Peers(database, vm).ToArray();
        return new FileBundle()
            .Add(Places.KeepalivedConf, "0600", EmbeddedFile.Render(
                "redis-address/keepalived.conf",
                ("PRIORITY", $"{HighestPriority - database.RedisVms.IndexOf(vm)}"),
                ("OWN_ADDRESS", vm.Address),
                ("PEERS", string.Concat(peers.Select(peer => $"        {peer}\n"))),
                ("ADDRESS", address)))
            .Add("/etc/systemd/system/keepalived.service.d/enginsight.conf", "0644", EmbeddedFile.Render(
                "redis-address/keepalived.service.conf", ("ADDRESS", address)))
            .Add("/usr/local/sbin/enginsight-redis-serves", "0755", EmbeddedFile.Render(
                "redis-address/enginsight-redis-serves", ("ACCESS", RedisFiles.Access), ("PORT", port)))
            .Add("/usr/local/sbin/enginsight-redis-moved", "0755", EmbeddedFile.Render(
                "redis-address/enginsight-redis-moved", ("ADDRESS", address), ("PORT", port)))
            .Add("/usr/local/sbin/enginsight-alone", "0755", EmbeddedFile.Render(
                "virtual-address/enginsight-alone",
                ("ADDRESS", address),
                ("PEERS", string.Join(' ', peers)),
                ("STRONGER", string.Join(' ', peers[..database.RedisVms.IndexOf(vm)]))));
    }

    /// <summary>Addresses of the other members.</summary>
    public static IEnumerable<string> Peers(DatabaseSettings database, VmSettings vm) =>
        database.RedisVms.Where(other => other != vm).Select(other => other.Address);
}
