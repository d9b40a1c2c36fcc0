using System.Text.Json.Nodes;
using CsCheck;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

/// <summary>Whatever address stands in the configuration, it is either usable or named as the problem.</summary>
public class AddressProperties
{
    [Fact]
    public void Host_AnyText_IsAcceptedOnlyAsAddressOrHostName() =>
        Gen.String[Gen.Char["0123456789abcxyz.:-_ /"], 1, 20].Sample(host =>
        {
            var config = Config.WithPath("appServers[0].host", JsonValue.Create(host));
            try
            {
                var vm = SettingsReader.Read(config).AppServers[0];
                return Uri.CheckHostName(vm.Host) is not UriHostNameType.Unknown;
            }
            catch (SettingsException e)
            {
                return e.Problems.Any(problem => problem.StartsWith("appServers[0].host", StringComparison.Ordinal));
            }
        });

    [Fact]
    public void Address_AnyIPv4OfAMachine_IsAccepted() => Gen.Byte.Array[4].Sample(bytes =>
    {
        var address = string.Join('.', bytes);
        if (address is "10.0.0.10" or "10.0.0.12" or "10.0.0.20" or "10.0.0.30"
            || bytes[0] is 0 or 127 or >= 224 || bytes is [169, 254, ..])
            return true;
        return SettingsReader.Read(Config.WithPath("appServers[0].address", JsonValue.Create(address)))
            .AppServers[0].Address == address;
    });

    [Fact]
    public void AppServers_AnyCount_AreAllReadInTheirOrder() => Gen.Int[2, 300].Sample(count =>
        SettingsReader.Read(Config.WithAppServers(count)).AppServers.Select(vm => vm.Name)
            .SequenceEqual(Enumerable.Range(1, count).Select(i => $"app{i}")), iter: 20);
}
