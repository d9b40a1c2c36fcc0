using System.Net;
using System.Net.Sockets;
using Enginsight.Ops.Http;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Tests.Http;

/// <summary>How the tools come in at a load balancer that this machine reaches, or that it does not.</summary>
public sealed class EntranceTests
{
    [Fact]
    public async Task FindAsync_LoadBalancerIsReached_LeavesTheBastionAlone()
    {
        const string address = "127.0.44.2";
        using var listener = new TcpListener(IPAddress.Parse(address), 443);
        listener.Start();
        await using var site = new WalledSite();
        using var bastion = new Bastion(site.Bastion);

        var entrance = await Entrance.FindAsync(WalledSite.SettingsOf(address, address), site.Ca, bastion);

        Assert.True(entrance.IsOpen);
        Assert.Null(entrance.Door.Bastion);
        Assert.Null(entrance.Detour);
        Assert.Equal(0, site.Logins);
    }

    [Fact]
    public async Task FindAsync_BastionAloneLeadsThere_GoesThroughIt()
    {
        await using var site = new WalledSite();
        using var bastion = new Bastion(site.Bastion);

        var entrance = await Entrance.FindAsync(
            WalledSite.SettingsOf(WalledSite.Address, WalledSite.Address), site.Ca, bastion);

        Assert.Equal(
            $"through the bastion {site.Bastion} to 127.0.44.1:443, because this machine does not come in itself "
            + "(127.0.44.1:443: Connection refused)", entrance.Detour);
        using var door = new FrontDoor(entrance.Door);
        using var answer = await door.GetAsync("https://app.example.org/");
        Assert.Equal("here", await answer.Content.ReadAsStringAsync());
        using var redirect = await door.GetAsync("http://app.example.org/");
        Assert.Equal(HttpStatusCode.MovedPermanently, redirect.StatusCode);
        Assert.Equal(1, site.Logins);
    }

    [Fact]
    public async Task FindAsync_NameThatIsNotKnownHere_GoesToTheAddress()
    {
        await using var site = new WalledSite();
        using var bastion = new Bastion(site.Bastion);

        var entrance = await Entrance.FindAsync(
            WalledSite.SettingsOf("lb.invalid", WalledSite.Address), site.Ca, bastion);

        Assert.True(entrance.IsOpen);
        Assert.Contains("(lb.invalid: ", entrance.Detour, StringComparison.Ordinal);
    }

    /// <summary>Whether http redirects is then not known, rather than wrong.</summary>
    [Fact]
    public async Task FindAsync_BastionLeadsToOnePortAlone_TellsItsRuleFromAFailure()
    {
        await using var site = new WalledSite($"PermitOpen {WalledSite.Address}:443");
        using var bastion = new Bastion(site.Bastion);
        var entrance = await Entrance.FindAsync(
            WalledSite.SettingsOf(WalledSite.Address, WalledSite.Address), site.Ca, bastion);
        using var door = new FrontDoor(entrance.Door);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => door.GetAsync("http://app.example.org/"));

        Assert.True(Assert.IsType<BastionException>(failure.InnerException).IsForbidden);
    }

    [Fact]
    public async Task RequireAsync_BastionDoesNotForward_SaysInOneLineWhatWasTriedAndWhatToDo()
    {
        await using var site = new WalledSite("AllowTcpForwarding no");
        using var bastion = new Bastion(site.Bastion);

        var error = await Assert.ThrowsAsync<OpsException>(() => Entrance.RequireAsync(
            WalledSite.SettingsOf(WalledSite.Address, WalledSite.Address), site.Ca, bastion));

        Assert.Equal(
            "this machine does not come in at the load balancer (127.0.44.1:443: Connection refused; the bastion "
            + $"{site.Bastion} does not forward to 127.0.44.1:443 (see AllowTcpForwarding and PermitOpen in its "
            + "sshd_config)): let it in, or type the same on a machine that comes in", error.Message);
    }

    [Fact]
    public async Task RequireAsync_BastionDoesNotGetThereEither_SaysSo()
    {
        await using var site = new WalledSite();
        using var bastion = new Bastion(site.Bastion);

        var error = await Assert.ThrowsAsync<OpsException>(() => Entrance.RequireAsync(
            WalledSite.SettingsOf("127.0.44.3", "127.0.44.3"), site.Ca, bastion));

        Assert.Contains(
            $"the bastion {site.Bastion} does not reach 127.0.44.3:443: Connection refused", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequireAsync_NoBastion_NamesBothAddressesAndTheSetting()
    {
        var error = await Assert.ThrowsAsync<OpsException>(() => Entrance.RequireAsync(
            WalledSite.SettingsOf("127.0.44.3", "127.0.44.4"), null, bastion: null));

        Assert.Equal(
            "this machine does not come in at the load balancer (127.0.44.3:443: Connection refused; 127.0.44.4:443: "
            + "Connection refused): let it in, or type the same on a machine that comes in, or set ssh.proxy if a "
            + "bastion leads there", error.Message);
    }
}
