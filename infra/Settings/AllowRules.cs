using System.Net;
using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold for those who are let through to MongoDB and redis, and for redis's bound.</summary>
internal static partial class AllowRules
{
    public static void Check(StackSettings settings, SettingsProblems problems)
    {
        var names = settings.AllVms.Select(vm => vm.Name).Concat(["services", "db"]).ToHashSet();
        var addresses = settings.AllVms.Select(vm => vm.Address).ToHashSet();
        for (var i = 0; i < settings.Database.Allow.Length; i++)
        {
            var path = $"database.allow[{i}]";
            var (name, address) = settings.Database.Allow[i];
            if (!Name().IsMatch(name))
                problems.Add($"{path}.name", $"should be lower-case letters, digits and hyphens, was '{name}'");
            else if (!names.Add(name))
                problems.Add($"{path}.name", $"should be unique, '{name}' is also another VM's or entry's");
            if (!IsClient(address))
                problems.Add($"{path}.address", $"should be an IP address, or a subnet such as 10.0.5.0/24, was '{address}'");
            else if (!addresses.Add(address))
                problems.Add($"{path}.address", $"should be unique, '{address}' is let through already");
        }

        if (!RedisSize().IsMatch(settings.Database.RedisMaxMemory))
        {
            problems.Add("database.redisMaxMemory",
                $"should be a size as redis writes it, such as 512mb, was '{settings.Database.RedisMaxMemory}'");
        }
    }

    /// <summary>A subnet has no host bits, and is not everybody.</summary>
    private static bool IsClient(string text) => text.Contains('/')
        ? IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0 &&
            network.BaseAddress.ToString() == text.Split('/')[0]
        : IPAddress.TryParse(text, out var ip) && !text.Contains('%') && (text.Contains(':') || ip.ToString() == text);

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,30}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[1-9][0-9]*(kb|mb|gb)\z")]
    private static partial Regex RedisSize();
}
