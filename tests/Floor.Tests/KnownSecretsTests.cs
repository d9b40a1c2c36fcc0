namespace Floor.Tests;

public class KnownSecretsTests
{
    [Fact]
    public void Hide_SecretWithinAnother_VanishesAsAWhole() =>
        Assert.Equal(
            "a [secret] b [secret]-c [secret]",
            new KnownSecrets(["word", "", "pass-word"], "[secret]").Hide("a pass-word b word-c pass-word"));

    [Fact]
    public void Hide_NothingKnown_IsTheText() => Assert.Equal("text", new KnownSecrets([], "[secret]").Hide("text"));
}
