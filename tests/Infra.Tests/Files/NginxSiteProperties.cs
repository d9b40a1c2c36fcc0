using System.Text.Json.Nodes;
using CsCheck;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Enginsight.Infra.Tests.Settings;

namespace Enginsight.Infra.Tests.Files;

/// <summary>Whatever the settings let through, nginx reads as it was meant.</summary>
public sealed class NginxSiteProperties : IDisposable
{
    private readonly OpenSsl _openssl = new();
    private readonly Scratch _folder = new();

    public void Dispose()
    {
        _openssl.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Site_OfAnyRightSettings_PassesNginxTest()
    {
        var (chain, key) = Pair(_folder.Path);
        GeneratedSettings.Right.Sample(
            config => Test(SettingsReader.Read(GeneratedSettings.ToConfig(config)), chain, key),
            iter: 30, threads: 1);
    }

    /// <summary>nginx's own limit for a name without a word of configuration is 46 characters.</summary>
    [Theory]
    [InlineData(46)]
    [InlineData(47)]
    [InlineData(200)]
    public void Site_ForLongNames_PassesNginxTest(int length)
    {
        var name = string.Join('.', Enumerable.Repeat("a-part-of-it", 20))[..(length - 4)].TrimEnd('.', '-');
        var (chain, key) = Pair(_folder.Path);

        Test(SettingsReader.Read(Config.With("appDomain", $"{name.PadRight(length - 4, 'x')}.org")), chain, key);
    }

    [Fact]
    public void Site_WithAnyPathThatIsLetThrough_LoadsThatFile()
    {
        var names = Gen.String[Gen.Char["aZ09._-@+=:,~*()!%&|<>?^[]`\u00e4\u20ac"], 1, 20]
            .Where(name => name is not ("." or ".."));
        names.Sample(
            name =>
            {
                var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "at", name)).FullName;
                var (chain, key) = Pair(folder);
                Test(SettingsReader.Read(Config.With("certificate", new JsonObject
                {
                    ["certificatePath"] = chain,
                    ["privateKeyPath"] = key,
                }.ToJsonString())), chain, key);
            },
            iter: 30, threads: 1);
    }

    private (string Chain, string Key) Pair(string folder)
    {
        var (certificate, key) = _openssl.SelfSigned();
        var (chainFile, keyFile) = (Path.Combine(folder, "chain.pem"), Path.Combine(folder, "key.pem"));
        File.WriteAllText(chainFile, certificate);
        File.WriteAllText(keyFile, key);
        return (chainFile, keyFile);
    }

    private void Test(StackSettings settings, string chain, string key) =>
        Task.Run(() => NginxTest.RunAsync(NginxSite.Text(settings), _folder, chain, key))
            .GetAwaiter().GetResult().Succeeded();
}
