using Enginsight.Infra.Files;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Bundles;

/// <summary>What is looked at before any VM is touched, as the stack's command has it, with real signatures.</summary>
[Collection("stack")]
public sealed class BundleCheckTests : IDisposable
{
    private readonly SomeBundle _bundle = new();
    private readonly Scratch _keys = new();

    public BundleCheckTests()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_bundle.Project, "infra/Files/bundle")).FullName;
        File.WriteAllText(Path.Combine(folder, "check"), EmbeddedFile.Read("bundle/check"));
        File.WriteAllText(Path.Combine(_bundle.Project, "Pulumi.yaml"), "");
        foreach (var name in new[] { "vendor", "stranger" })
            Shell.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "of the vendor's", "-f", _keys.At(name));
    }

    public void Dispose()
    {
        _bundle.Dispose();
        _keys.Dispose();
    }

    /// <summary>The Pulumi CLI starts commands in infra/, other engines where they were started.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("infra")]
    public async Task Check_BundleAsItWasMade_IsFine(string folder) =>
        (await CheckAsync(await CommandAsync(), folder)).Succeeded();

    [Theory]
    [InlineData("packages/redis.deb")]
    [InlineData("images/b.tar.gz")]
    [InlineData("airgap.versions")]
    public async Task Check_AChangedFile_IsNamedAndNoOther(string file)
    {
        var command = await CommandAsync();
        Spoil(file);

        var failed = (await CheckAsync(command)).Failed();

        Assert.Equal(
            $"{file} is not as the bundle's list has it\n"
            + "bundle is not as it was made: copy and unpack it again; nothing was touched\n",
            failed.Error);
    }

    [Fact]
    public async Task Check_AFileThatIsGone_IsNamed()
    {
        var command = await CommandAsync();
        File.Delete(_bundle.At("packages/redis.deb"));

        var failed = (await CheckAsync(command)).Failed();

        Assert.StartsWith("packages/redis.deb is not as", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AListThatThePreviewDidNotSee_IsRefused()
    {
        var command = await CommandAsync();
        _bundle.Add("packages/redis.deb", "another", "database");

        var failed = (await CheckAsync(command)).Failed();

        Assert.Contains("bundle/list is another one", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SignedByTheKeyOfTheSetting_IsFine()
    {
        Sign("vendor");

        (await CheckAsync(await CommandAsync("vendor"))).Succeeded();
    }

    [Fact]
    public async Task Check_WithoutASignature_IsRefusedInOneLine()
    {
        var failed = (await CheckAsync(await CommandAsync("vendor"))).Failed();

        Assert.Equal(
            "bundle is not signed, and bundleSigner wants it to be: make it with ./scripts/bundle --sign KEY; "
            + "nothing was touched\n",
            failed.Error);
    }

    [Fact]
    public async Task Check_SignedByAnotherKey_IsRefusedInOneLine()
    {
        Sign("stranger");

        var failed = (await CheckAsync(await CommandAsync("vendor"))).Failed();

        Assert.StartsWith(
            "bundle/list is not signed with the key of bundleSigner (", failed.Error, StringComparison.Ordinal);
        Assert.Single(failed.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Check_ChangedSinceItWasSigned_IsRefused()
    {
        Sign("vendor");
        _bundle.Add("packages/redis.deb", "with a back door", "database");

        var failed = (await CheckAsync(await CommandAsync("vendor"))).Failed();

        Assert.Contains("is not signed with the key of bundleSigner", failed.Error, StringComparison.Ordinal);
    }

    private async Task<string> CommandAsync(string? signer = null)
    {
        var config = Config.With("bundle", "bundle");
        if (signer is not null)
            config["bundleSigner"] = File.ReadAllText(_keys.At($"{signer}.pub")).Trim();
        return (await DeployedStack.RunAsync(config, root: _bundle.Project))["bundle-check"].Script;
    }

    private Task<CommandResult> CheckAsync(string command, string folder = "") =>
        Shell.RunAsync(["/bin/sh", "-c", command], Path.Combine(_bundle.Project, folder));

    private void Sign(string key) => Shell.Run(
        "ssh-keygen", "-q", "-Y", "sign", "-f", _keys.At(key), "-n", "enginsight-bundle", _bundle.At("list"));

    /// <summary>One byte is another; the size stays.</summary>
    private void Spoil(string file)
    {
        using var stream = File.OpenWrite(_bundle.At(file));
        stream.WriteByte((byte)'!');
    }
}
