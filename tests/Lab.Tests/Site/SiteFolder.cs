using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests.Site;

/// <summary>The folder that the operator of a site works in: a version of the project, stack file and state.</summary>
public sealed class SiteFolder(string path)
{
    public const string Stack = "site";

    private static readonly Dictionary<string, string> Passphrase = new() { ["PULUMI_CONFIG_PASSPHRASE"] = "lab" };

    public string Path => path;

    public string StackFile => System.IO.Path.Combine(path, "stacks", $"Pulumi.{Stack}.yaml");

    /// <summary>Takes a version of the project, built, in place of the one that was there.</summary>
    /// <param name="project">Folder of that project.</param>
    public async Task InstallAsync(string project)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(path, "stacks"));
        (await Shell.RunAsync(
            ["bash", "-euc", """
                ./scripts/pulumi version >/dev/null
                ./scripts/ops verify --help >/dev/null
                find "$1" -mindepth 1 -maxdepth 1 ! -name stacks ! -name .state -exec rm -rf {} +
                find . -mindepth 1 -maxdepth 1 ! -name .git ! -name .artifacts ! -name .state ! -name stacks \
                  ! -name tests -exec cp -a -t "$1" {} +
                cp -a --parents tests/Engine.Bench stacks/Pulumi.example.yaml \
                  .artifacts/*/.built-* .artifacts/*/bin/Enginsight.{Infra,Ops} "$1"
                """, "install", path],
            project)).Succeeded();
    }

    /// <summary>Runs ./scripts/NAME.</summary>
    public Task<CommandResult> ScriptAsync(string name, params string[] arguments) =>
        Shell.RunAsync([$"./scripts/{name}", .. arguments], path, environment: Passphrase);

    /// <summary>Sets a secret by standard input, as the README tells.</summary>
    /// <param name="setting">Path of the setting, such as ssh.privateKey.</param>
    public async Task SetSecretAsync(string setting, string value) => (await Shell.RunAsync(
        ["./scripts/pulumi", "config", "set", "-s", Stack, "--secret", "--path", setting],
        path,
        value,
        Passphrase)).Succeeded();

    /// <summary>./scripts/up, for an operator who says yes.</summary>
    public Task<CommandResult> UpAsync() => ScriptAsync("up", Stack, "--yes");

    /// <summary>A verb of ./scripts/pulumi for the stack.</summary>
    public Task<CommandResult> PulumiAsync(params string[] arguments) =>
        ScriptAsync("pulumi", [.. arguments, "-s", Stack]);

    /// <summary>Changes the stack's state as it is exported and imported.</summary>
    public async Task EditStateAsync(Func<string, string> edit)
    {
        var file = System.IO.Path.Combine(path, "state.json");
        var export = (await PulumiAsync("stack", "export")).Succeeded().Output;
        await File.WriteAllTextAsync(file, edit(export));
        (await PulumiAsync("stack", "import", "--file", file)).Succeeded();
        File.Delete(file);
    }
}
