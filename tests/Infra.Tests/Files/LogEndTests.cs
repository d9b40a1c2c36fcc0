using System.Text;
using Enginsight.Infra.Files;

namespace Enginsight.Infra.Tests.Files;

/// <summary>
/// What an error message tells of the containers' logs. compose is a stand-in that prints the given log.
/// </summary>
public sealed class LogEndTests : IDisposable
{
    private readonly Scratch _files = new();

    public LogEndTests()
    {
        var conf = Directory.CreateDirectory(_files.At("conf")).FullName;
        File.WriteAllText($"{conf}/DEFAULT_JWT_SECRET.conf", "The_JWT-Secret\n");
        File.WriteAllText($"{conf}/DEFAULT_REDIS_URI.conf", "redis://:Redis.Password@10.0.0.30:6379\n");
        File.WriteAllText(
            $"{conf}/DEFAULT_MONGODB_URI.conf", "mongodb://user:Mongo%21Password@10.0.0.30/enginsight\n");
        File.WriteAllText($"{conf}/DEFAULT_EMAIL_PASS.conf", "mail \"pass\" $1\n");
        File.WriteAllText($"{conf}/DEFAULT_APP_URL.conf", "https://app.example.org\n");
    }

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("redis://:Redis.Password@10.0.0.30:6379 refused", "[secret] refused")]
    [InlineData("AUTH Redis.Password failed", "AUTH [secret] failed")]
    [InlineData("user logs in with Mongo!Password", "user logs in with [secret]")]
    [InlineData("""{"jwt":"The_JWT-Secret","pass":"mail \"pass\" $1"}""", """{"jwt":"[secret]","pass":"[secret]"}""")]
    [InlineData("""pass: mail "pass" $1""", "pass: [secret]")]
    [InlineData("app is at https://app.example.org", "app is at https://app.example.org")]
    [InlineData("RedisXPassword is a pattern's match only", "RedisXPassword is a pattern's match only")]
    public async Task LogEnd_Secrets_AreBlottedOutAndNothingElseIs(string log, string shown) =>
        Assert.Equal(shown, await LogEndAsync(Encoding.UTF8.GetBytes(log)));

    [Fact]
    public async Task LogEnd_LineThatIsTooLongOrNoUtf8_IsMadeFit()
    {
        var endless = new string('x', 399) + "\u00e4" + new string('y', 100_000);
        var text = await LogEndAsync(Encoding.UTF8.GetBytes(endless));
        var broken = await LogEndAsync([.. "a"u8, 0xff, .. "b"u8]);

        Assert.Equal(new string('x', 399), text);
        Assert.Equal("ab", broken);
    }

    private async Task<string> LogEndAsync(byte[] log)
    {
        await File.WriteAllBytesAsync(_files.At("log"), log);
        var library = EmbeddedFile.Read("enterprise/log-end.sh");
        var script = $"set -euo pipefail\ncompose() {{ cat log; }}\n{library}\nlog_end 15";
        return (await Shell.RunAsync(["bash", "-c", script], _files.Path)).Succeeded().Output.TrimEnd('\n');
    }
}
