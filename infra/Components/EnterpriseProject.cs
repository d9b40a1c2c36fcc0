using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

/// <summary>What the containers of all Docker VMs share.</summary>
internal sealed record EnterpriseSettings
{
    public required string AppUrl { get; init; }

    public required string ApiUrl { get; init; }

    public required ImageVersions Versions { get; init; }

    public required MailSettings Mail { get; init; }

    public required bool TwoFactor { get; init; }

    public required int HealthSeconds { get; init; }

    public required Output<string> JwtSecret { get; init; }

    public required Output<string> RedisUrl { get; init; }

    public required Output<string> MongoDbUri { get; init; }

    public required RegistryLogin Registry { get; init; }
}

/// <param name="Server">Registry host.</param>
/// <param name="Username">Null pulls without a login.</param>
/// <param name="Password">Password of the user; secret.</param>
/// <param name="Needs">Resources without which the registry does not answer.</param>
internal sealed record RegistryLogin(
    string Server, string? Username, Output<string>? Password, ImmutableArray<Resource> Needs);

/// <summary>
/// /opt/enginsight/enterprise on a Docker VM: everything up to the moment at which containers are replaced. Each step
/// hands the next one a line that is new whenever it ran, so that a run that failed half-way is taken up again, also
/// when the way is back to the old configuration.
/// </summary>
internal sealed class EnterpriseProject
{
    private const string Root = "/opt/enginsight/enterprise";
    private readonly RemoteCommands _commands;
    private readonly EnterpriseSettings _settings;

    public EnterpriseProject(RemoteCommands commands, EnterpriseSettings settings)
    {
        _commands = commands;
        _settings = settings;
    }

    /// <summary>Installs Docker, writes the files and fetches the images; nothing that runs is touched.</summary>
    /// <param name="composeFile">Text of docker-compose.yml.</param>
    /// <param name="mail">Mail settings that this VM gets, if any.</param>
    /// <param name="withUi">Whether the user interface runs here and needs its environment.js.</param>
    /// <param name="images">References of all images of the compose file.</param>
    public Command Prepare(string composeFile, MailSettings? mail, bool withUi, IEnumerable<string> images)
    {
        _commands.Then("packages", new RemoteStep
        {
            Run = RemoteScript.Of("remote/apt.sh", "docker/packages.sh"),
        });
        var files = Files(composeFile, mail, withUi);
        _commands.Then("configuration", new RemoteStep
        {
            Run = RemoteScript.Of("docker/compose.sh", "remote/files.sh", "docker/configuration.sh")
                .With("compose_file", ComposeFile.Path),
            Stdin = files,
        });
        var secrets = Secrets(mail);
        _commands.Then("secrets", new RemoteStep
        {
            Run = RemoteScript.Of("remote/files.sh", "docker/secrets.sh"),
            Stdin = secrets,
        });
        return _commands.Then("images", new RemoteStep
        {
            Run = RemoteScript.Of("docker/images.sh")
                .With("registry", _settings.Registry.Server)
                .With("images", string.Join('\n', images))
                .Within(TimeSpan.FromMinutes(60)),
            Stdin = LoginAnd(secrets.Apply(text => Revision(files, text))),
            After = _settings.Registry.Needs, // the lab's registry is a VM that has to run
        });
    }

    /// <summary>Replaces the containers whose image or files changed, and waits until they work.</summary>
    /// <param name="check">Script that waits: enterprise/answering.sh or enterprise/running.sh.</param>
    /// <param name="since">Output of the step before; it is new whenever that one ran.</param>
    /// <param name="after">What has to be done before the containers may be replaced.</param>
    public Command Run(string check, Output<string> since, IEnumerable<Resource> after) =>
        _commands.Then("containers", new RemoteStep
        {
            Run = RemoteScript
                .Of("docker/compose.sh", "enterprise/log-end.sh", "enterprise/render.sh",
                    "enterprise/containers.sh", check)
                .With("health_seconds", $"{_settings.HealthSeconds}")
                .Within(TimeSpan.FromSeconds(300 + (2 * _settings.HealthSeconds))),
            Undo = RemoteScript.Of("docker/compose.sh", "enterprise/stop.sh"),
            Stdin = since,
            After = after,
        });

    private string Files(string composeFile, MailSettings? mail, bool withUi)
    {
        var files = new FileBundle()
            .Add(ComposeFile.Path, "0644", composeFile)
            .Add($"{Root}/conf/services/config.json", "0644", ServiceConfiguration.Template(mail, _settings.TwoFactor))
            .Add($"{Root}/conf/DEFAULT_APP_URL.conf", "0644", _settings.AppUrl)
            .Add($"{Root}/conf/DEFAULT_API_URL.conf", "0644", _settings.ApiUrl)
            .Add($"{Root}/conf/ACCEPTED_EULA.conf", "0644", "true");
        if (withUi)
            files.Add($"{Root}/conf/ui-m1/environment.js", "0644", EmbeddedFile.Read("enterprise/environment.js"));
        return files.ToString();
    }

    private Output<string> Secrets(MailSettings? mail) =>
        Output.Tuple(_settings.JwtSecret, _settings.RedisUrl, _settings.MongoDbUri).Apply(secrets =>
        {
            var files = new FileBundle()
                .Add($"{Root}/conf/DEFAULT_JWT_SECRET.conf", "0600", secrets.Item1)
                .Add($"{Root}/conf/DEFAULT_REDIS_URI.conf", "0600", secrets.Item2)
                .Add($"{Root}/conf/DEFAULT_MONGODB_URI.conf", "0600", secrets.Item3);
            if (mail?.Password is { } password)
                files.Add($"{Root}/conf/DEFAULT_EMAIL_PASS.conf", "0600", password.Reveal());
            return files.ToString();
        });

    private Output<string> LoginAnd(Output<string> revision)
    {
        var registry = _settings.Registry;
        var password = registry.Password ?? Output.Create("");
        return Output.Format($"{registry.Username}\n{password}\n{revision}");
    }

    /// <summary>Checksum of all that the containers read; secret as what it is made of.</summary>
    private static string Revision(string files, string secrets) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(files + secrets)));
}
