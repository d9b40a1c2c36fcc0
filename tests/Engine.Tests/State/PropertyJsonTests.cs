using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Engine.Properties;
using Engine.Secrets;
using Engine.State;
using Engine.Tests.Secrets;

namespace Engine.Tests.State;

public sealed class PropertyJsonTests
{
    // A connection with a private key, as the real engine nests it, encrypted with Python.
    private const string Connection =
        "v1:KCkqKywtLi8wMTIz:0rng8ugULL0XhdoDRqXV6608e7epIdH0zwRfeEDPPL5mbrTkPgjd3O35GTT3jDIx7pDip+kQCfqUAytT"
        + "VxXOZlt8lhN3GFB7TGVck1empxjE+dKcDnqNrNUhWdw65nCINQ8XzH7oPntXZacU4Neb3WZq8VoZtpea7+8iQNRh7VfzX68ulDrD"
        + "zQCVDJmXzib6v3gDMlqqm8for+T05QohhMHzjPZnQaWU0nLtpDYrQX0qNMC2/sKO9NmIsvIFhg==";

    private static readonly PropertyValue NestedSecret = new SecretValue(new ObjectValue(new PropertyMap(
    [
        KeyValuePair.Create<string, PropertyValue>("host", "10.0.0.1"),
        KeyValuePair.Create<string, PropertyValue>("port", 22.0),
        KeyValuePair.Create<string, PropertyValue>("privateKey", new SecretValue("-----BEGIN KEY-----\n<&>")),
    ])));

    private static readonly PassphraseSecrets Secrets =
        new(PassphraseSecretsTests.Salt, () => PassphraseSecretsTests.Passphrase);

    [Fact]
    public void Read_SecretInsideASecret_TakesTheInnerCiphertextAsClearText()
    {
        var json = $$"""{"{{Sentinels.Signature}}":"{{Sentinels.Secret}}","ciphertext":"{{Connection}}"}""";
        Assert.Equal(NestedSecret, Read(json, Secrets.Decrypt));
    }

    [Fact]
    public void Write_SecretInsideASecret_EncryptsGoStyleJsonWithAClearInside()
    {
        using var json = JsonDocument.Parse(Write(NestedSecret, SecretForm.Encrypted(Secrets)));
        Assert.Equal(
            """{"host":"10.0.0.1","port":22,"privateKey":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac"""
            + """30d75fd1eb44270","ciphertext":"\"-----BEGIN KEY-----\\n\\u003c\\u0026\\u003e\""}}""",
            Secrets.Decrypt(json.RootElement.GetProperty("ciphertext").GetString()!));
    }

    [Fact]
    public void Write_Plaintext_MarksInnerSecretsAsPlaintextToo() =>
        Assert.Contains("""\"plaintext\":""", Write(NestedSecret, SecretForm.Plaintext));

    [Theory]
    [InlineData(2222.0, "2222")]
    [InlineData(-1.0, "-1")]
    [InlineData(0.5, "0.5")]
    public void Write_Number_HasNoFractionWhereItIsIntegral(double number, string json) =>
        Assert.Equal(json, Write(number, SecretForm.Hidden));

    [Fact]
    public void Write_TextWithMarkup_IsNotEscapedOutsideOfSecrets() =>
        Assert.Equal("\"<a&b>'ä\"", Write("<a&b>'ä", SecretForm.Hidden));

    [Fact]
    public void Write_Hidden_ShowsNothingOfASecret() =>
        Assert.Equal("""{"a":["[secret]"]}""", Write(new ObjectValue(PropertyMap.Empty.Set("a",
            PropertyValue.Array([NestedSecret]))), SecretForm.Hidden));

    [Fact]
    public void WriteThenRead_AnyValueEncrypted_IsTheSame() => TestValues.Value.Sample(value =>
        Assert.Equal(value, Read(Write(value, SecretForm.Encrypted(Secrets)), Secrets.Decrypt)), iter: 2000);

    [Fact]
    public void WriteThenRead_AnyValueAsPlaintext_IsTheSame() => TestValues.Value.Sample(value =>
        Assert.Equal(value, Read(
            Write(value, SecretForm.Plaintext), _ => throw new InvalidOperationException())), iter: 2000);

    [Fact]
    public void Write_Encrypted_HoldsNoSecretText() => TestValues.Value.Sample(value => Assert.DoesNotContain("n33dle",
        Write(new SecretValue(PropertyValue.Array([value, "n33dle"])), SecretForm.Encrypted(Secrets))), iter: 200);

    private static string Write(PropertyValue value, SecretForm secrets)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PropertyJson.Compact))
            PropertyJson.Write(writer, value, secrets);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static PropertyValue Read(string json, Func<string, string> decrypt)
    {
        using var document = JsonDocument.Parse(json);
        return PropertyJson.Read(document.RootElement, decrypt);
    }
}
