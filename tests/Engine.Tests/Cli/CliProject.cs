using Engine.Cli;
using Engine.Runs;
using Engine.Tests.Secrets;

namespace Engine.Tests.Cli;

/// <summary>A project in a directory of its own, with commands run in it.</summary>
internal sealed class CliProject : IDisposable
{
    private readonly string? _passphrase = Environment.GetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE");
    private readonly string? _backend = Environment.GetEnvironmentVariable("PULUMI_BACKEND_URL");

    public CliProject(string extra = "", string? passphrase = PassphraseSecretsTests.Passphrase)
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE", passphrase);
        Environment.SetEnvironmentVariable("PULUMI_BACKEND_URL", null);
        File.WriteAllText(At("Pulumi.yaml"), "name: proj\nruntime: dotnet\n" + extra);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory().FullName;

    /// <summary>The program that deploying verbs run.</summary>
    public ProgramHost Host { get; set; } =
        new((_, _) => throw new InvalidOperationException("this verb runs no program"));

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    public string Read(params string[] parts) => File.ReadAllText(At(parts));

    public async Task<(int Code, string Output, string Error)> RunAsync(string[] args, string input = "")
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(Host, ["-C", Root, .. args], output, error, new StringReader(input));
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Makes the stack dev, with a salt whose key this process need not derive anew for each test.</summary>
    public async Task InitAsync(string stackFile = "Pulumi.dev.yaml")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(stackFile))!);
        await File.WriteAllTextAsync(At(stackFile), $"encryptionsalt: {PassphraseSecretsTests.Salt}\n");
        await OutputAsync("stack", "init", "dev");
    }

    /// <summary>Runs a command that must succeed; its output.</summary>
    public async Task<string> OutputAsync(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.Equal("", error);
        Assert.Equal(0, code);
        return output;
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_PASSPHRASE", _passphrase);
        Environment.SetEnvironmentVariable("PULUMI_BACKEND_URL", _backend);
        Directory.Delete(Root, recursive: true);
    }
}
