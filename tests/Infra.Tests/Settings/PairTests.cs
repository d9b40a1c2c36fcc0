using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

/// <summary>Two load balancers and the address that moves between them, as settings.</summary>
public class PairTests
{
    [Fact]
    public void Read_Pair_IsNamedByItsAddresses()
    {
        var config = Config.Pair();
        config["virtualAddressV6"] = "2001:db8::9";

        var settings = SettingsReader.Read(config);

        Assert.Equal(["lb1", "lb2"], settings.LoadBalancers.Select(vm => vm.Name));
        Assert.Equal(
            [
                "app.example.org A 10.0.0.9", "app.example.org AAAA 2001:db8::9",
                "api.example.org A 10.0.0.9", "api.example.org AAAA 2001:db8::9",
            ],
            settings.DnsRecords.AsEnumerable());
    }

    [Fact]
    public void Read_NginxSettingsOfAPair_StandInLoadBalancer()
    {
        var config = Config.Pair();
        config["loadBalancer"] = """{"clientMaxBodySize":"1g"}""";

        Assert.Equal("1g", SettingsReader.Read(config).LoadBalancer.ClientMaxBodySize);
    }

    /// <summary>One line for one mistake.</summary>
    [Theory]
    [InlineData("loadBalancer", """{"host":"192.0.2.10"}""",
        "loadBalancer.host: should be left out where loadBalancers is set, which names both VMs")]
    [InlineData("loadBalancers", """[{"name":"lb1","host":"10.0.0.10"}]""",
        "loadBalancers: should list exactly two VMs, each with name and host, lists 1; a single one stands in")]
    [InlineData("loadBalancers", "[]", "loadBalancers: should list exactly two VMs, each with name and host, lists 0")]
    [InlineData("loadBalancers", """[{"name":"a","host":"10.0.0.7"},{"name":"b","host":"10.0.0.8"},{"name":"c","host":"10.0.0.6"}]""",
        "loadBalancers: should list exactly two VMs, each with name and host, lists 3")]
    [InlineData("loadBalancers", """[{"host":"10.0.0.10"},{"name":"lb2","host":"10.0.0.13"}]""",
        "loadBalancers[0].name: is missing; it should be what it is called, such as lb1")]
    [InlineData("loadBalancers", """[{"name":"lb","host":"10.0.0.10"},{"name":"lb2","host":"10.0.0.13"}]""",
        "loadBalancers[0].name: should not be another role's name, was 'lb'; lb1 or lb-berlin would do")]
    [InlineData("loadBalancers", """[{"name":"lb1","host":"10.0.0.10"},{"name":"lb1","host":"10.0.0.13"}]""",
        "loadBalancers[1].name: should be unique, 'lb1' is also loadBalancers[0].name")]
    [InlineData("loadBalancers", """[{"name":"lb1","host":"10.0.0.10"},{"name":"lb2","host":"10.0.0.11"}]""",
        "appServers[0].address: should be unique, '10.0.0.11' is also loadBalancers[1].address; the load balancer's VM")]
    [InlineData("loadBalancers", """[{"name":"lb1","host":"10.0.0.10"},{"name":"lb2","host":"2001:db8::13"}]""",
        "loadBalancers[1].address: should be the IPv4 address by which the two find each other, was '2001:db8::13'")]
    [InlineData("virtualAddress", null, "virtualAddress: is missing; it should be a free IPv4 address of the two")]
    [InlineData("virtualAddress", "10.0.0.13", "virtualAddress: should be an address that no machine has, 10.0.0.13 is lb2's")]
    [InlineData("virtualAddress", "10.0.0.30", "virtualAddress: should be an address that no machine has, 10.0.0.30 is db's")]
    [InlineData("virtualAddress", "2001:db8::9", "virtualAddress: should be an IPv4 address that no machine has")]
    [InlineData("virtualAddress", "lb.example.org", "virtualAddress: should be an IPv4 address that no machine has")]
    [InlineData("virtualAddress", "127.0.0.9", "virtualAddress: should be where others reach the VMs")]
    [InlineData("virtualAddressV6", "10.0.0.8", "virtualAddressV6: should be an IPv6 address that no machine has")]
    public void Read_WrongPair_SaysInOneLineWhatIsWrong(string key, string? value, string line)
    {
        var config = Config.Pair();
        if (value is null)
            config.Remove(key);
        else
            config[key] = value;

        var problems = Assert.Throws<SettingsException>(() => SettingsReader.Read(config)).Problems;

        Assert.StartsWith(line, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("virtualAddress", "10.0.0.9")]
    [InlineData("virtualAddressV6", "2001:db8::9")]
    public void Read_AddressWithoutPair_SaysWhatIsMissing(string key, string value)
    {
        var problems = Assert.Throws<SettingsException>(() => SettingsReader.Read(Config.With(key, value))).Problems;

        Assert.StartsWith(
            $"{key}: moves between two load balancers: list both in loadBalancers",
            Assert.Single(problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AddressOutsideTheLabsNetwork_IsRefused()
    {
        var config = Config.Pair();
        config["lab"] = """{"network":"10.0.1.0/24","registryAddress":"10.0.1.40"}""";

        var problems = Assert.Throws<SettingsException>(() => SettingsReader.Read(config)).Problems;

        Assert.Contains("virtualAddress: should be in the lab's network 10.0.1.0/24, was 10.0.0.9", problems);
    }
}
