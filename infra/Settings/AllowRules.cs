using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold for those who are let through to MongoDB and redis, and for redis's bound.</summary>
internal static partial class AllowRules
{
    public static void Check(StackSettings settings, SettingsProblems problems)
    {
        var names = settings.AllVms.Select(vm => vm.Name).Concat(["services", "db"]).ToHashSet();
        VmSettings[] letThrough = [.. settings.AppServers, settings.Services, .. settings.Database.Vms];
        var addresses = letThrough.Select(vm => vm.Address).ToHashSet();
        for (var i = 0; i < settings.Database.Allow.Length; i++)
        {
            var path = $"database.allow[{i}]";
            var (name, address) = settings.Database.Allow[i];
            if (name.Length > 0 && !Name().IsMatch(name))
            {
                problems.Add(
                    $"{path}.name", $"should be lower-case letters, digits and hyphens, was {Shown.Quoted(name)}");
            }
            else if (name.Length > 0 && !names.Add(name))
                problems.Add($"{path}.name", $"should be unique, '{name}' is also another VM's or entry's");
            if (address.Length > 0 && !IsClient(address))
            {
                problems.Add($"{path}.address",
                    $"should be an IP address, or a subnet such as 10.0.5.0/24, was {Shown.Quoted(address)}");
            }
            else if (address.Length > 0 && !addresses.Add(address))
                problems.Add($"{path}.address", $"should be unique, '{address}' is let through already");
        }

        if (settings.Database.MoveTo is { } place && !Place().IsMatch(place))
        {
            problems.Add("database.moveTo",
                $"should be HOST:PORT/DATABASE, such as 10.0.0.40:27017/enginsight, was {Shown.Quoted(place)}");
        }

        if (!RedisSize().IsMatch(settings.Database.RedisMaxMemory))
        {
            problems.Add("database.redisMaxMemory",
                "should be a size as redis writes it, such as 512mb, was "
                + Shown.Quoted(settings.Database.RedisMaxMemory));
        }
    }

    /// <summary>A subnet has no host bits, and is not everybody.</summary>
    private static bool IsClient(string text) => text.Contains('/')
        ? HostRules.IsSubnet(text) && !text.EndsWith("/0", StringComparison.Ordinal)
        : HostRules.IsAddress(text);

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,30}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[^\s\p{C}'\\/]{1,300}/[^\s\p{C}'\\/]{1,64}\z")]
    private static partial Regex Place();

    [GeneratedRegex(@"\A[1-9][0-9]{0,8}(kb|mb|gb)\z")]
    private static partial Regex RedisSize();
}
