using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

public partial class AppServerNameTests
{
    [Theory]
    [InlineData("10.0.0.11", "app-10-0-0-11")]
    [InlineData("app2.example.org", "app2-example-org")]
    [InlineData("APP2.Example.org", "app2-example-org")]
    [InlineData("3com.example.org", "app-3com-example-org")]
    [InlineData("lb", "app-lb")]
    [InlineData("db", "app-db")]
    [InlineData("on", "app-on")]
    public void Read_UnnamedAppServer_IsNamedAfterItsHost(string host, string name) =>
        Assert.Equal(name, Read((host, null), ("192.0.2.12", null))[0].Name);

    [Fact]
    public void Read_LongHosts_GetShortNamesThatDiffer()
    {
        var names = Read(
            ("a-very-long-name-of-a-machine-one.example.org", null),
            ("a-very-long-name-of-a-machine-two.example.org", null)).Select(vm => vm.Name).ToArray();

        Assert.NotEqual(names[0], names[1]);
        Assert.All(names, name => Assert.StartsWith("a-very-long-name-of-a-", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_FirstOfThreeIsTakenAway_OthersKeepTheirNames()
    {
        var before = Read(("192.0.2.11", null), ("192.0.2.12", null), ("192.0.2.13", null));
        var after = Read(("192.0.2.12", null), ("192.0.2.13", null));

        Assert.Equal(before.Skip(1).Select(vm => vm.Name), after.Select(vm => vm.Name));
    }

    [Fact]
    public void FormerName_Unnamed_IsByPlaceUnlessAnotherHasIt()
    {
        var vms = Read(("192.0.2.11", null), ("192.0.2.12", null), ("192.0.2.13", "app2"), ("192.0.2.14", "web"));

        Assert.Equal(["app1", null, null, null], vms.Select(vm => vm.FormerName));
    }

    [Theory]
    [InlineData("lb")]
    [InlineData("services")]
    [InlineData("db")]
    public void Read_NameOfAnotherRole_IsRefused(string name)
    {
        var e = Assert.Throws<SettingsException>(() => Read(("192.0.2.11", name), ("192.0.2.12", null)));

        Assert.Contains(e.Problems, problem => problem.StartsWith(
            $"appServers[0].name: should not be another role's name, was '{name}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("yes")] // compose would read a boolean
    [InlineData("null")]
    [InlineData("closed")] // a file beside those of the VMs that the firewall lets through
    public void Read_NameThatMeansSomethingElse_IsRefused(string name) => Assert.StartsWith(
        "appServers[0].name: should be up to 31 lower-case letters",
        Assert.Single(Assert.Throws<SettingsException>(
            () => Read(("192.0.2.11", name), ("192.0.2.12", null))).Problems),
        StringComparison.Ordinal);

    [Fact]
    public void Of_AnyHost_IsTheNameOfAVmAndOfNoOtherHost()
    {
        var hosts = Gen.OneOf(
            Gen.Byte.Array[4].Select(bytes => string.Join('.', bytes)),
            Gen.Byte.Array[16].Select(bytes => new System.Net.IPAddress(bytes).ToString()),
            Gen.String[Gen.Char["abcdxyz01-"], 1, 40].Where(text => text[0] != '-' && text[^1] != '-')
                .Array[1, 6].Select(labels => string.Join('.', labels)).Where(host => host.Any(char.IsAsciiLetter)));
        Gen.Select(hosts, hosts).Sample(
            (one, other) =>
            {
                var name = AppServerName.Of(one);
                Assert.Matches(VmName(), name);
                Assert.Equal(one == other || Same(one, other), name == AppServerName.Of(other));
            },
            iter: 5_000);
    }

    /// <summary>Names that differ only in dots and hyphens would have to be told apart by hand.</summary>
    private static bool Same(string one, string other) =>
        Separators().Replace(one, "-") == Separators().Replace(other, "-");

    private static IReadOnlyList<VmSettings> Read(params (string Host, string? Name)[] servers)
    {
        var list = servers.Select((server, i) =>
        {
            var vm = new Dictionary<string, string> { ["host"] = server.Host, ["address"] = $"10.1.0.{i + 1}" };
            if (server.Name is not null)
                vm["name"] = server.Name;
            return vm;
        });
        return SettingsReader.Read(Config.With("appServers", JsonSerializer.Serialize(list))).AppServers;
    }

    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,29}[a-z0-9])?\z")]
    private static partial Regex VmName();

    [GeneratedRegex("[.-]+")]
    private static partial Regex Separators();
}
