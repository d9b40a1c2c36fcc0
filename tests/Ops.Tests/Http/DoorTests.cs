using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Enginsight.Ops.Http;

namespace Enginsight.Ops.Tests.Http;

/// <summary>To a server on loopback, with a certificate that no CA of this machine knows.</summary>
public class DoorTests
{
    private const string Name = "app.example.org";

    [Fact]
    public async Task FlawAsync_NobodyListens_SaysSo() =>
        Assert.Equal("Connection refused", await DoorTo(Loopback.FreePort()).FlawAsync());

    [Fact]
    public async Task FlawAsync_SomebodyListens_IsNull()
    {
        using var listener = Listen();

        Assert.Null(await DoorTo(PortOf(listener)).FlawAsync());
    }

    [Theory]
    [InlineData(30, Name, true)]
    [InlineData(-1, Name, false)]
    [InlineData(30, "other.example.org", false)]
    public async Task OpenAsync_CertificateOfAnyAuthority_NeedsTheNameAndItsTime(int days, string name, bool opens)
    {
        var (certificate, key) = TestCertificate.Until(TimeProvider.System.GetUtcNow().AddDays(days), name);
        using var own = X509Certificate2.CreateFromPem(certificate, key);
        using var listener = Listen();
        var served = ServeAsync(listener, own);

        var opening = DoorTo(PortOf(listener)).OpenAsync(Name, CancellationToken.None);

        if (opens)
            await (await opening).DisposeAsync();
        else
            await Assert.ThrowsAsync<AuthenticationException>(() => opening);
        await served;
    }

    private static Door DoorTo(int port) =>
        new(new IPEndPoint(IPAddress.Loopback, port), CaCertificates: null, AnyAuthority: true);

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var secure = new SslStream(client.GetStream());
        // The client decides, and may hang up in the middle.
        await Record.ExceptionAsync(() => secure.AuthenticateAsServerAsync(certificate));
    }
}
