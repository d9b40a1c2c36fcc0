using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

/// <summary>The steps of the vendor's installation on a Docker VM, which app servers and services VM share.</summary>
internal sealed class EnterpriseSteps(RemoteCommands commands, EnterpriseSettings settings)
{
    /// <summary>Docker and compose.</summary>
    /// <param name="images">References of all images that the VM will need.</param>
    public void InstallPackages(IEnumerable<string> images)
    {
        var bundle = settings.Bundle?.Variables ?? [];
        settings.Bundle?.Bring(commands, ["enterprise", .. images]);
        commands.Then(new RemoteStep("enterprise/packages")
        {
            Variables =
            [
                ("neighbours", settings.Neighbours), .. bundle,
                .. settings.Registry.Insecure ? new[] { ("insecure_registry", settings.Registry.Server) } : [],
            ],
            Limit = TimeSpan.FromMinutes(30),
        });
    }

    /// <summary>The files that hold no secret.</summary>
    /// <param name="composeFile">Text of docker-compose.yml.</param>
    /// <param name="mail">Mail settings that this VM gets, if any.</param>
    /// <param name="withUi">Whether the user interface runs here and needs its environment.js.</param>
    public Command WriteConfiguration(string composeFile, MailSettings? mail, bool withUi)
    {
        var conf = $"{Places.Enterprise}/conf";
        var files = new FileBundle()
            .Add(Places.ComposeFile, "0644", composeFile)
            .Add($"{conf}/services/config.json", "0644",
                ServiceConfiguration.Template(mail, settings.TwoFactor, settings.ServiceConfiguration))
            .Add($"{conf}/DEFAULT_APP_URL.conf", "0644", settings.AppUrl)
            .Add($"{conf}/DEFAULT_API_URL.conf", "0644", settings.ApiUrl)
            .Add($"{conf}/ACCEPTED_EULA.conf", "0644", "true");
        if (withUi)
            files.Add($"{conf}/ui-m1/environment.js", "0644", UiConfiguration.Template(settings.UiConfiguration));
        if (settings.Registry.CaCertificate is { } certificate)
            files.Add($"/etc/docker/certs.d/{settings.Registry.Server}/ca.crt", "0644", certificate);
        var mounts = settings.ComposeFile.HostPaths(
            withUi ? [ImageVersions.Ui, ImageVersions.Server] : ImageVersions.Services);
        return commands.Then(new RemoteStep("enterprise/configuration")
        {
            Variables = mounts.Length == 0 ? [] : [("mounts", mounts)],
            Files = files,
        });
    }

    /// <summary>The files that hold secrets.</summary>
    /// <param name="mail">Mail settings that this VM gets, if any.</param>
    public Command WriteSecrets(MailSettings? mail)
    {
        var (conf, database) = ($"{Places.Enterprise}/conf", settings.Database.First);
        return commands.Then(new RemoteStep("enterprise/secrets")
        {
            Variables = settings.MoveTo is { } place ? [("move_to", place)] : [],
            Files = Output.Tuple(
                settings.JwtSecret, database.RedisUrl, database.MongoDbUri).Apply(secrets =>
            {
                var files = new FileBundle()
                    .Add($"{conf}/DEFAULT_JWT_SECRET.conf", "0600", secrets.Item1)
                    .Add($"{conf}/DEFAULT_REDIS_URI.conf", "0600", secrets.Item2)
                    .Add($"{conf}/DEFAULT_MONGODB_URI.conf", "0600", secrets.Item3);
                foreach (var (path, content) in settings.ComposeFile.Tls.Files)
                    files.Add($"{Places.Enterprise}/{ComposeFile.GivenFile(path)}", "0600", content);
                foreach (var (name, value) in settings.ServiceConfiguration.Secrets)
                    files.Add($"{conf}/DEFAULT_{name}.conf", "0600", value.Reveal());
                return mail?.Password is { } password
                    ? files.Add($"{conf}/DEFAULT_EMAIL_PASS.conf", "0600", password.Reveal())
                    : files;
            }),
        });
    }

    /// <summary>Login and pull, or what the bundle brought; nothing that runs is touched.</summary>
    /// <param name="images">References of all images of the compose file.</param>
    /// <param name="after">What the containers are made of besides: whenever it changes, they are looked at.</param>
    public Command FetchImages(IEnumerable<string> images, params Command[] after)
    {
        if (settings.Bundle is not null)
            return LoadImages(images, after);
        var registry = settings.Registry;
        return commands.Then(new RemoteStep("enterprise/images")
        {
            Variables =
            [
                ("registry", registry.Server), ("username", registry.Username ?? ""),
                ("images", string.Join('\n', images)),
            ],
            Secrets = registry.Password is { } password ? [("registry_password", password)] : [],
            RunsAgainAfter = [.. after],
            After = registry.Needs, // the lab's registry is a VM that has to run
            Limit = TimeSpan.FromMinutes(60),
        });
    }

    private Command LoadImages(IEnumerable<string> images, Command[] after) =>
        commands.Then(new RemoteStep("enterprise/load")
        {
            Name = "images",
            Variables =
            [
                .. settings.Bundle?.Variables ?? [], ("images", string.Join('\n', images)),
            ],
            RunsAgainAfter = [.. after],
            Limit = TimeSpan.FromMinutes(60),
        });

    /// <summary>Asks, before anything is taken out of service, whether redis and MongoDB answer this VM.</summary>
    /// <param name="images">The step before: whenever it ran, containers may be about to change.</param>
    public Command ReachDatabase(Command images) => commands.Then(new RemoteStep("enterprise/reach")
    {
        RunsAgainAfter = [images],
        After = settings.Database.ReadyFor(commands.Name), // which lets this VM through
    });

    /// <summary>Replaces the containers whose image or files changed, and waits until they work.</summary>
    /// <param name="health">answering, for what clients call, or running, for services that call others.</param>
    /// <param name="images">Names of the images, for the check.</param>
    /// <param name="previous">The steps before.</param>
    /// <param name="after">What has to be done before the containers may be replaced.</param>
    public Command ReplaceContainers(
        string health, IEnumerable<string> images, ImmutableArray<Command> previous, IEnumerable<Resource> after) =>
        commands.Then(new RemoteStep("enterprise/containers")
        {
            Variables =
            [
                ("health", health), ("health_seconds", $"{settings.Updates.HealthSeconds}"),
                .. settings.Updates.Health.Variables,
                ("images", string.Join('\n', images)), ("repository", settings.Versions.Repository),
            ],
            RunsAgainAfter = previous,
            After = after,
            Limit = TimeSpan.FromSeconds(300 + (2 * settings.Updates.HealthSeconds)),
        });
}
