using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

public class AddressTests
{
    /// <summary>Containers have IPv4 only, and the firewall has to know where they come from.</summary>
    [Theory]
    [InlineData("appServers[0]")]
    [InlineData("services")]
    [InlineData("database")]
    public void Read_IPv6AddressWhereContainersConnect_IsRefusedWithWhatToDo(string vm) => AssertProblem(
        $"{vm}.address", "fd00::30", "should be an IPv4 address, because containers on Docker's networks have no IPv6");

    [Fact]
    public void Read_IPv6HostWithIPv4Address_IsAccepted() => Assert.Equal(
        "2001:db8::30", SettingsReader.Read(Config.WithPath("database.host", "2001:db8::30")).Database.Vm.Host);

    [Fact]
    public void Read_IPv6AddressOfTheLoadBalancer_IsAccepted() => Assert.Equal(
        "[2001:db8::10]",
        SettingsReader.Read(Config.WithPath("loadBalancer.address", "2001:db8::10")).LoadBalancer.Vm.UrlAddress);

    [Fact]
    public void Read_IPv6Domain_HasBracketsInItsUrl() => Assert.Equal(
        "https://[2001:db8::10]", SettingsReader.Read(Config.With("apiDomain", "2001:db8::10")).ApiUrl);

    [Theory]
    [InlineData("127.0.0.1", "means the machine that uses it")]
    [InlineData("0.0.0.0", "means the machine that uses it")]
    [InlineData("169.254.1.1", "is a link-local address")]
    [InlineData("224.0.0.1", "is no address of a single machine")]
    [InlineData("255.255.255.255", "is no address of a single machine")]
    [InlineData("fe80::1", "is a link-local address")]
    [InlineData("::1", "means the machine that uses it")]
    [InlineData("::ffff:10.0.0.11", "write 10.0.0.11")]
    [InlineData("ff02::1", "is no address of a single machine")]
    [InlineData("fe80::1%eth0", "is not an IP address")]
    [InlineData("10.1", "is not an IP address")]
    [InlineData("010.0.0.1", "is not an IP address")]
    [InlineData("167772161", "is not an IP address")]
    public void Read_AddressThatOthersCannotReach_IsRefused(string address, string line)
    {
        AssertProblem("appServers[0].address", address, line);
        AssertProblem("loadBalancer.address", address, line);
    }

    [Fact]
    public void Read_HostThroughATunnel_NeedsTheAddress()
    {
        Assert.Equal("127.0.0.1", SettingsReader.Read(Config.WithPath("services.host", "127.0.0.1")).Services.Host);
        AssertProblem("services.address", null, "should be where the other VMs reach this one, 127.0.0.1",
            Config.With("services", """{"host":"127.0.0.1"}"""));
    }

    [Theory]
    [InlineData("appServers[1].host", "APP1.example.org", "app1.EXAMPLE.org")]
    [InlineData("appServers[1].host", "2001:db8::1", "2001:DB8:0::1")]
    public void Read_SameHostWrittenDifferently_IsNotUnique(string path, string one, string other)
    {
        var config = Config.With("appServers",
            $$"""[{"host":"{{one}}","address":"10.0.0.11"},{"host":"{{other}}","address":"10.0.0.12"}]""");

        Assert.Contains(Assert.Throws<SettingsException>(() => SettingsReader.Read(config)).Problems,
            problem => problem.StartsWith($"{path}: should be unique", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_AddressThatIsAnothersHost_IsNotUnique() => AssertProblem(
        "appServers[1].address", null, "should be unique, '10.0.0.11' is also appServers[0].address",
        Config.With("appServers", """[{"host":"192.0.2.11","address":"10.0.0.11"},{"host":"10.0.0.11"}]"""));

    private static void AssertProblem(
        string path, string? value, string line, Dictionary<string, string>? config = null)
    {
        var problem = Assert.Single(Assert.Throws<SettingsException>(
            () => SettingsReader.Read(config ?? Config.WithPath(path, JsonValue.Create(value)))).Problems);

        Assert.StartsWith($"{path}: ", problem, StringComparison.Ordinal);
        Assert.Contains(line, problem, StringComparison.Ordinal);
    }
}
