namespace StandIn;

/// <summary>Which program this process stands in for; baked into each image as environment variables.</summary>
/// <param name="Name">The image's name, for example <c>server-m2</c>.</param>
/// <param name="Version">The image's tag.</param>
/// <param name="Host">The host name, told in the header X-Served-By.</param>
internal sealed record Identity(string Name, string Version, string Host)
{
    /// <summary>True for the versions made to fail: such a program answers, but never becomes healthy.</summary>
    public bool Broken => Version.EndsWith("-broken", StringComparison.Ordinal);

    /// <summary>So long every request gets 503, as from a program that is still loading.</summary>
    public TimeSpan StartUpTime =>
        TimeSpan.FromSeconds(Version.EndsWith("-slow", StringComparison.Ordinal) ? 20 : 1);

    /// <summary>The file that the vendor's compose file mounts into this program.</summary>
    public string ConfigPath => $"/etc/enginsight/{Name}/config.json";

    public static Identity FromEnvironment() =>
        new(Required("STANDIN_NAME"), Required("STANDIN_VERSION"), Environment.MachineName);

    private static string Required(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new FatalException($"the environment variable {variable} is not set");
}
