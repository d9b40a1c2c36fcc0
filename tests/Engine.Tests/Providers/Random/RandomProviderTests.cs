using CsCheck;
using Engine.Handlers;
using Engine.Properties;
using Engine.Providers;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Random;

public sealed class RandomProviderTests
{
    private const string Specials = "!@#$%&*()-_=+[]{}<>:?";
    private static readonly ResourceRef Password = Resource("random:index/randomPassword:RandomPassword", "bad");

    private readonly PackageProvider _provider = Packages.Random();

    [Fact]
    public async Task Password_HasAllOutputsTheRealProviderWrites()
    {
        var made = await CreateAsync(Password, ("length", 24), ("special", false));

        Assert.Equal(
            [
                "__meta", "bcryptHash", "id", "length", "lower", "minLower", "minNumeric", "minSpecial", "minUpper",
                "number",
                "numeric", "result", "special", "upper",
            ],
            made.Outputs.Keys);
        Assert.Equal("none", made.Id);
        Assert.IsType<SecretValue>(made.Outputs["result"]);
        Assert.IsType<SecretValue>(made.Outputs["bcryptHash"]);
        Assert.Matches("^[A-Za-z0-9]{24}$", made.Outputs.GetString("result"));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Check_NumberAndNumericOfDifferentValues_Fails(bool number, bool fails)
    {
        var check = await _provider.CheckAsync(
            Password, null, Map(("length", 8), ("number", number), ("numeric", false)));

        Assert.Equal(fails ? ["Number and numeric are both configured with different values: Number is deprecated, use "
            + "numeric instead"] : [], check.Failures.Select(failure => failure.Reason));
    }

    [Fact]
    public async Task Password_Hash_IsBcryptOfTheResult()
    {
        var made = await CreateAsync(Password, ("length", 90));

        var hash = made.Outputs.GetString("bcryptHash");
        Assert.StartsWith("$2a$10$", hash);
        Assert.True(BCrypt.Net.BCrypt.Verify(made.Outputs.GetString("result"), hash));
    }

    [Fact]
    public void Password_AnyRules_AreKept()
    {
        var minimum = Gen.Int[0, 5];
        Gen.Select(Gen.Int[0, 20], minimum, minimum, minimum, minimum, Gen.Bool, Gen.Bool).Sample(
            (extra, upper, lower, numeric, special, useUpper, useSpecial) =>
            {
                var length = Math.Max(1, extra + upper + lower + numeric + special);
                var text = CreateAsync(
                    Password, ("length", length), ("minUpper", upper), ("minLower", lower), ("minNumeric", numeric),
                    ("minSpecial", special), ("upper", useUpper), ("special", useSpecial))
                        .Result.Outputs.GetString("result")!;
                return text.Length == length
                    && text.Count(char.IsAsciiLetterUpper) is var uppers && uppers >= upper
                        && (useUpper || uppers == upper)
                    && text.Count(char.IsAsciiLetterLower) >= lower
                    && text.Count(char.IsAsciiDigit) >= numeric
                    && text.Count(Specials.Contains) is var specials && specials >= special
                        && (useSpecial || specials == special);
            },
            iter: 300);
    }

    [Fact]
    public async Task Password_OverrideSpecial_IsTheOnlySourceOfSpecials()
    {
        var made = await CreateAsync(
            Password,
            ("length", 200), ("overrideSpecial", "~"), ("upper", false), ("lower", false), ("numeric", false));

        Assert.Equal(new string('~', 200), made.Outputs.GetString("result"));
        Assert.Equal("~", made.Outputs.GetString("overrideSpecial"));
    }

    [Fact]
    public async Task Password_AllCharactersOccur()
    {
        var made = await CreateAsync(Password, ("length", 20000));

        Assert.Equal(26 + 26 + 10 + Specials.Length, made.Outputs.GetString("result")!.Distinct().Count());
    }

    [Theory]
    [InlineData(-1, 0, "1, got: -1.")]
    [InlineData(3, 4, "sum of min_upper + min_lower + min_numeric + min_special, got: 3.")]
    public async Task Password_TooShort_FailsInTheRealWords(int length, int minimum, string problem)
    {
        var check = await _provider.CheckAsync(Password, null, Map(("length", length), ("minUpper", minimum)));

        Assert.Equal(
            $"Invalid Attribute Value. Attribute length value must be at least {problem} "
            + "Examine values at 'bad.length'.",
            Assert.Single(check.Failures).Reason);
    }

    [Fact]
    public async Task Diff_DefaultsWrittenOut_AreNoChange()
    {
        var made = await CreateAsync(Password, ("length", 10));

        var diff = await DiffAsync(
            Password, made, ("length", 10), ("special", true), ("minLower", 0), ("keepers", PropertyValue.Null));

        Assert.False(diff.HasChanges);
    }

    [Theory]
    [InlineData("length", 11)]
    [InlineData("minLower", 1)]
    public async Task Diff_AnyRule_Replaces(string name, int value)
    {
        var made = await CreateAsync(Password, ("length", 10));

        var diff = await _provider.DiffAsync(
            Password, "none", Map(), made.Outputs, Map(("length", 10)).Set(name, value));

        Assert.True(diff.Replaces);
        Assert.Equal([name], diff.Changes.Keys);
    }

    [Fact]
    public async Task Diff_Keepers_Replace()
    {
        var made = await CreateAsync(Password, ("length", 10), ("keepers", Object(("a", "1"))));

        Assert.False((await DiffAsync(Password, made, ("length", 10), ("keepers", Object(("a", "1"))))).HasChanges);
        Assert.True((await DiffAsync(Password, made, ("length", 10), ("keepers", Object(("a", "2"))))).Replaces);
        Assert.True((await DiffAsync(Password, made, ("length", 10))).Replaces);
    }

    [Fact]
    public async Task Diff_StateWithoutNumeric_Replaces()
    {
        var made = await CreateAsync(Password, ("length", 10));

        Assert.True((await DiffAsync(Password, made with { Outputs = made.Outputs.Remove("numeric") }, ("length", 10)))
            .Replaces);
    }

    [Fact]
    public async Task Preview_KnowsNoResult()
    {
        var preview = await _provider.CreateAsync(
            Password, Map(("length", 10)), new Recording().Context(preview: true));

        Assert.Null(preview.Id);
        Assert.Equal(PropertyValue.Computed, preview.Outputs["result"]);
        Assert.Equal(PropertyValue.Computed, preview.Outputs["bcryptHash"]);
    }

    private Task<DiffResult> DiffAsync(
        ResourceRef resource, ResourceResult old, params (string, PropertyValue)[] news) =>
        _provider.DiffAsync(resource, old.Id!, Map(), old.Outputs, Map(news));

    private Task<ResourceResult> CreateAsync(ResourceRef resource, params (string, PropertyValue)[] inputs) =>
        _provider.CheckAndCreateAsync(resource, Map(inputs), new Recording().Context());
}
