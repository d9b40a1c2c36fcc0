using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Tests;

/// <summary>Settings of the site that all tests know.</summary>
internal static class SomeStack
{
    /// <param name="more">Further configuration keys, or others in the place of these.</param>
    public static StackSettings Settings(params (string Key, string Value)[] more)
    {
        var values = Config.Site();
        foreach (var (key, value) in more)
            values[key] = value;
        return SettingsReader.Read(values);
    }
}
