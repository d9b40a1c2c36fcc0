using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;

namespace Enginsight.Infra.Components;

internal sealed class ServicesServerArgs : ResourceArgs
{
    public required RemoteHost Host { get; init; }

    public required EnterpriseSettings Enterprise { get; init; }

    /// <summary>What has to be done on the database VM before the services can connect.</summary>
    public required IEnumerable<Resource> DatabaseReady { get; init; }
}

/// <summary>
/// The VM of the nine services and their CVE database.
/// <code>
/// ServicesServer
/// ├─ services-packages        Docker and compose
/// ├─ services-configuration   docker-compose.yml and templates
/// ├─ services-secrets         JWT secret, redis and MongoDB URIs
/// ├─ services-images          login and pull
/// └─ services-containers      replaced where they changed; all have to keep running
/// </code>
/// </summary>
internal sealed class ServicesServer : ComponentResource
{
    public ServicesServer(string name, ServicesServerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:ServicesServer", name, options)
    {
        var enterprise = args.Enterprise;
        var project = new EnterpriseProject(new RemoteCommands(this, args.Host), enterprise);
        var images = project.Prepare(
            ComposeFile.ForServices(enterprise.Versions),
            enterprise.Mail,
            withUi: false,
            ImageVersions.Services.Select(enterprise.Versions.Image).Prepend(enterprise.Versions.CveDatabase));
        project.Run("enterprise/running.sh", images.Stdout, args.DatabaseReady);
        RegisterOutputs();
    }
}
