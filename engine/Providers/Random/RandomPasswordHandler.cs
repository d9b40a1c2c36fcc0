using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Random;

internal sealed class RandomPasswordHandler : BridgedHandler
{
    private const string Id = "none";
    private const int BcryptCost = 10;

    protected override IReadOnlyList<string> InputNames { get; } =
    [
        "keepers", "length", "lower", "minLower", "minNumeric", "minSpecial", "minUpper", "number", "numeric",
        "overrideSpecial", "special", "upper",
    ];

    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news)
    {
        var inputs = base.Check(resource, olds, news).Inputs;
        return new CheckResult(inputs, Problem(resource, inputs) is { } problem ? [new CheckFailure("", problem)] : []);
    }

    public override Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        if (context.Preview)
            return Task.FromResult(Previewed(inputs, "result", "bcryptHash", "id"));

        var text = Draw(inputs);
        return Task.FromResult(new ResourceResult(Id, WithDefaults(inputs.WithoutNulls())
            .Set("result", new SecretValue(text))
            .Set("bcryptHash", new SecretValue(BCrypt.Net.BCrypt.HashPassword(text, BcryptCost)))
            .Set("id", Id)
            .Set("__meta", """{"schema_version":"3"}""")));
    }

    protected override PropertyMap WithDefaults(PropertyMap inputs)
    {
        // "number" is the older name of "numeric": whichever is set, the state carries both.
        PropertyValue numeric = inputs.Get("numeric") ?? inputs.Get("number") ?? true;
        return Defaults(
            inputs,
            ("lower", true), ("upper", true), ("special", true),
            ("minLower", 0), ("minNumeric", 0), ("minSpecial", 0), ("minUpper", 0))
            .Set("numeric", numeric).Set("number", numeric);
    }

    private static string? Problem(ResourceRef resource, PropertyMap inputs)
    {
        if (inputs.Bool("number") is { } number && inputs.Bool("numeric") is { } numeric && number != numeric)
            return "Number and numeric are both configured with different values: "
                + "Number is deprecated, use numeric instead";
        if (inputs.Int("length") is not { } length)
            return null;
        var problem = length < 1
            ? "Attribute length value must be at least 1"
            : length < RandomText.From(inputs).MinimumSum
                ? "Attribute length value must be at least sum of min_upper + min_lower + min_numeric + min_special"
                : null;
        return problem is null ? null
            : $"Invalid Attribute Value. {problem}, got: {length}. Examine values at '{resource.Name}.length'.";
    }

    private static string Draw(PropertyMap inputs)
    {
        try
        {
            return RandomText.From(inputs).Draw();
        }
        catch (ArgumentException e)
        {
            throw new ProviderException(e.Message, e);
        }
    }
}
