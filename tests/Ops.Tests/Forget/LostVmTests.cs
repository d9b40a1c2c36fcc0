using System.Net;
using System.Net.Sockets;
using Enginsight.Ops.Forget;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.Tests.Ssh;

namespace Enginsight.Ops.Tests.Forget;

public sealed class LostVmTests : IDisposable
{
    /// <summary>Only silence lasts as long: enough for a busy machine to notice an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Answers, as other VMs of the stack do.</summary>
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);

    public LostVmTests() => _other.Start();

    public void Dispose() => _other.Dispose();

    [Fact]
    public async Task Require_SilentVm_IsLost()
    {
        using var silent = new SilentPort();

        await LostVm.RequireAsync("prod", Vm(silent.Number), [Other], Patience);
    }

    [Fact]
    public async Task Require_VmThatRefusesTheLogin_IsNotLost()
    {
        using var server = new SshServer();
        var vm = server.Login() with { PrivateKey = new(server.Key("stranger")) };

        Assert.Contains("answers, so nothing is lost", await RefusedAsync(vm), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_VmWithAnotherHostKey_IsNotLost()
    {
        using var server = new SshServer();
        var vm = server.Login() with { HostKey = File.ReadAllText(server.Path("stranger.pub")) };

        Assert.Contains("answers, so nothing is lost", await RefusedAsync(vm), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_VmThatRefusesTheConnection_IsNotLost() => Assert.Contains(
        "refuses the connection, so nothing is lost", await RefusedAsync(Vm(Loopback.FreePort())),
        StringComparison.Ordinal);

    /// <summary>It runs, and only the host on the way sees that.</summary>
    [Fact]
    public async Task Require_VmThatRefusesTheProxysConnection_IsNotLost()
    {
        using var proxy = new SshServer();
        var vm = proxy.Login() with { Name = "app3", Port = Loopback.FreePort(), Proxy = proxy.Login().Target };

        Assert.Contains("refuses the connection (the bastion ", await RefusedAsync(vm), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_VmThatTheProxyDoesNotForwardTo_IsNotCalledLost()
    {
        using var proxy = SshServer.With("AllowTcpForwarding no");
        var vm = proxy.Login() with { Name = "app3", Proxy = proxy.Login().Target };

        Assert.Contains("is not asked", await RefusedAsync(vm), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_VmThatAnswersTheProxyAndHangsUp_IsNotLost()
    {
        using var proxy = new SshServer();
        var vm = Other with { Proxy = proxy.Login().Target };

        Assert.Contains("answers, so nothing is lost", await RefusedAsync(vm), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_NameThatTheProxyDoesNotKnow_IsNotCalledLost()
    {
        using var proxy = new SshServer();
        var vm = Vm(22) with { Host = "no-such-vm.invalid", Proxy = proxy.Login().Target };

        Assert.Contains("is not looked up", await RefusedAsync(vm), StringComparison.Ordinal);
    }

    /// <summary>Then nobody knows of the VMs behind it, of none of them.</summary>
    [Fact]
    public async Task Require_ProxyRefusesTheConnection_BlamesTheNetwork()
    {
        using var server = new SshServer();
        var vm = server.Login() with { Proxy = server.Login().Target with { Port = Loopback.FreePort() } };

        Assert.Contains(
            "no VM of prod is reached from this machine", await RefusedAsync(vm, vm), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Require_VmThatIsSilentToTheProxy_IsLost()
    {
        using var silent = new SilentPort();
        using var proxy = new SshServer();
        var vm = proxy.Login() with { Name = "app3", Port = silent.Number, Proxy = proxy.Login().Target };

        await LostVm.RequireAsync("prod", vm, [Other], Patience);
    }

    [Fact]
    public async Task Require_NameThatIsNotKnown_IsNotCalledLost() => Assert.Contains(
        "is not looked up", await RefusedAsync(Vm(22) with { Host = "no-such-vm.invalid" }), StringComparison.Ordinal);

    [Fact]
    public async Task Require_AllVmsSilent_BlamesTheNetwork()
    {
        using var silent = new SilentPort();

        var error = await RefusedAsync(Vm(silent.Number), Vm(silent.Number));

        Assert.Contains("no VM of prod is reached from this machine", error, StringComparison.Ordinal);
    }

    private VmLogin Other => Vm(((IPEndPoint)_other.LocalEndpoint).Port);

    private async Task<string> RefusedAsync(VmLogin vm, VmLogin? other = null)
    {
        var error = await Assert.ThrowsAsync<OpsException>(
            () => LostVm.RequireAsync("prod", vm, [other ?? Other], Patience));
        return error.Message;
    }

    private static VmLogin Vm(int port) => new("app3", "127.0.0.1", port, "root", null, null, null);

    /// <summary>A port that lets nobody in and says nothing, as a VM that is gone: its queue is full.</summary>
    private sealed class SilentPort : IDisposable
    {
        private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
        private readonly List<Socket> _queued = [];

        public SilentPort()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(0);
            for (var i = 0; i < 4; i++)
            {
                var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _queued.Add(client);
                try
                {
                    client.Connect(_listener.LocalEndPoint!);
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock)
                {
                    // On its way, or queued for good.
                }
            }
        }

        public int Number => ((IPEndPoint)_listener.LocalEndPoint!).Port;

        public void Dispose()
        {
            _queued.ForEach(client => client.Dispose());
            _listener.Dispose();
        }
    }
}
