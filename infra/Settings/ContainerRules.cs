using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Enginsight.Infra.Settings;

/// <summary>What must hold for what is added to the vendor's compose file.</summary>
internal static partial class ContainerRules
{
    /// <summary>Paths in the containers that are mounted already, or hold the product itself.</summary>
    private static readonly FrozenSet<string> Taken = ContainerSettings.Services
        .Select(service => $"/etc/enginsight/{service}/config.json")
        .Append("/opt/enginsight/ui-m1/config/environment.js")
        .Append(MongoDbTls.CaFile).Append(MongoDbTls.ClientFile)
        .ToFrozenSet();

    public static void Check(SettingsSection section, ContainerSettings settings)
    {
        foreach (var (name, value) in settings.Environment)
        {
            if (!VariableName().IsMatch(name))
                section.Note("environment", $"should have names such as TZ, has {Shown.Quoted(name)}");
            else if (value.Any(char.IsControl))
                section.Note($"environment.{name}", "should be one line without control characters, is not");
        }

        foreach (var volume in settings.Volumes)
        {
            if (!Volume().IsMatch(volume))
            {
                section.Note("volumes", "should have entries such as /etc/ssl/company.pem:/etc/ssl/company.pem:ro, a "
                    + $"path of the VM and one of the container, has {Shown.Quoted(volume)}");
            }
            else if (Taken.Contains(volume.Split(':')[1]))
                section.Note("volumes", $"should not hide what is mounted already, has {Shown.Quoted(volume)}");
        }

        foreach (var host in settings.ExtraHosts.Where(host => !IsHost(host)))
        {
            section.Note(
                "extraHosts", $"should have entries such as db1.example.org:10.0.0.41, has {Shown.Quoted(host)}");
        }
    }

    private static bool IsHost(string entry) => entry.Split(':', 2) is [var name, var address]
        && HostRules.IsHostName(name) && HostRules.IsAddress(address);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,100}\z")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\A/[A-Za-z0-9._/@+-]+:/[A-Za-z0-9._/@+-]+(:r[ow])?\z")]
    private static partial Regex Volume();
}
