namespace Engine.Secrets;

/// <summary>Where the passphrase comes from: the environment, a file that it names, or the terminal.</summary>
internal static class Passphrase
{
    public const string ErrorPrefix = "getting stack configuration: get stack secrets manager: ";
    private const string Variable = "PULUMI_CONFIG_PASSPHRASE";
    private const string FileVariable = "PULUMI_CONFIG_PASSPHRASE_FILE";

    /// <param name="prompt">Asks on the terminal without echo; null when nobody is there to answer.</param>
    /// <exception cref="EngineException">No passphrase is set and none can be asked for.</exception>
    public static string Find(Func<string, string>? prompt)
    {
        // An empty passphrase is a passphrase: only an absent variable counts as not set.
        if (Environment.GetEnvironmentVariable(Variable) is { } value)
            return value;
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
            return Read(file);
        return prompt?.Invoke("Enter your passphrase to unlock config/secrets") ?? throw new EngineException(
            $"{ErrorPrefix}passphrase must be set with {Variable} or {FileVariable} environment variables");
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"{ErrorPrefix}unable to read {FileVariable}: {error.Message}", inner: error);
        }
    }
}
