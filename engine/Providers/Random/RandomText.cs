using System.Security.Cryptography;
using Engine.Properties;

namespace Engine.Providers.Random;

/// <summary>The rules of a password: which characters, how many of each kind at least.</summary>
internal sealed record RandomText(
    int Length, bool Upper, bool Lower, bool Numeric, bool Special,
    int MinUpper, int MinLower, int MinNumeric, int MinSpecial, string? OverrideSpecial)
{
    private const string DefaultSpecial = "!@#$%&*()-_=+[]{}<>:?";

    public int MinimumSum => MinUpper + MinLower + MinNumeric + MinSpecial;

    private string UpperSet => "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private string LowerSet => "abcdefghijklmnopqrstuvwxyz";

    private string NumericSet => "0123456789";

    private string SpecialSet => string.IsNullOrEmpty(OverrideSpecial) ? DefaultSpecial : OverrideSpecial;

    public static RandomText From(PropertyMap inputs) => new(
        inputs.Int("length") ?? 0,
        inputs.Bool("upper") ?? true,
        inputs.Bool("lower") ?? true,
        inputs.Bool("numeric") ?? inputs.Bool("number") ?? true,
        inputs.Bool("special") ?? true,
        inputs.Int("minUpper") ?? 0,
        inputs.Int("minLower") ?? 0,
        inputs.Int("minNumeric") ?? 0,
        inputs.Int("minSpecial") ?? 0,
        inputs.GetString("overrideSpecial"));

    /// <summary>The text drawn from the allowed characters with the system's secure generator.</summary>
    /// <exception cref="ArgumentException">Every kind of character is switched off.</exception>
    public string Draw()
    {
        var all = (Upper ? UpperSet : "") + (Lower ? LowerSet : "") + (Numeric ? NumericSet : "")
            + (Special ? SpecialSet : "");
        if (all.Length == 0)
            throw new ArgumentException("the character set specified is empty");
        var text = new List<char>(Length);
        Take(text, SpecialSet, MinSpecial);
        Take(text, LowerSet, MinLower);
        Take(text, UpperSet, MinUpper);
        Take(text, NumericSet, MinNumeric);
        Take(text, all, Length - text.Count);
        var result = text.ToArray();
        RandomNumberGenerator.Shuffle(result.AsSpan());
        return new string(result);
    }

    private static void Take(List<char> text, string set, int count)
    {
        for (var i = 0; i < count; i++)
            text.Add(set[RandomNumberGenerator.GetInt32(set.Length)]);
    }
}
