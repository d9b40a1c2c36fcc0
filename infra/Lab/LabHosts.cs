using System.Collections.Immutable;
using Enginsight.Infra.Components;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;
using Pulumi.Random;
using Pulumi.Tls;

namespace Enginsight.Infra.Lab;

internal sealed class LabHostsArgs : ResourceArgs
{
    public required StackSettings Settings { get; init; }
}

/// <summary>
/// The VMs of the lab: Docker containers that run Debian with systemd and sshd, on a network of their own, and an image
/// registry with a login. Their Docker names begin with enginsight- and the name of the stack.
/// <code>
/// LabHosts
/// ├─ Network
/// ├─ PrivateKey lab-ssh            the login of all VMs
/// ├─ RandomPassword                the login of the registry
/// └─ per VM: PrivateKey (its host key), Volume (its images), Container
/// </code>
/// </summary>
internal sealed class LabHosts : ComponentResource
{
    private const string RegistryUser = "lab";
    private readonly string _prefix = $"enginsight-{Deployment.Instance.StackName}";
    private readonly Dictionary<string, RemoteHost> _hosts;
    private readonly LabSettings _lab;
    private readonly PrivateKey _login;
    private readonly Network _network;

    public LabHosts(string name, LabHostsArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:lab:LabHosts", name, options)
    {
        var settings = args.Settings;
        var images = LabImages.Read(Deployment.Instance.RootDirectory);
        _lab = settings.Lab!;
        _network = MakeNetwork();
        _login = Key("lab-ssh");
        Registry = MakeRegistry(images.Registry, settings.Registry.Server);
        _hosts = settings.AllVms.ToDictionary(
            vm => vm.Name,
            vm => MakeHost(
                vm,
                settings.Database.Vms.Contains(vm) ? images.Database : images.Vm,
                runsDocker: vm == settings.Services || settings.AppServers.Contains(vm),
                settings.Pair is not null && settings.LoadBalancers.Contains(vm) ? [SettingsOfKernel]
                : settings.Database.Members.Contains(vm) && vm.Name != "db" ? [NoSetYet]
                : []));
        RegisterOutputs();
    }

    /// <summary>The lab's registry, which holds the stand-in images.</summary>
    public RegistryLogin Registry { get; }

    public RemoteHost HostOf(VmSettings vm) => _hosts[vm.Name];

    private CustomResourceOptions Child => new() { Parent = this };

    private Network MakeNetwork() => new(
        "lab-network",
        new NetworkArgs
        {
            Name = _prefix,
            IpamConfigs = { new NetworkIpamConfigArgs { Subnet = _lab.Network } },
        },
        Child);

    private PrivateKey Key(string name) => new(name, new PrivateKeyArgs { Algorithm = "ED25519" }, Child);

    private RegistryLogin MakeRegistry(string image, string server)
    {
        var password = new RandomPassword(
            "lab-registry", new RandomPasswordArgs { Length = 24, Special = false }, Child);
        var htpasswd = Upload(
            "/etc/docker/registry/htpasswd", Output.Format($"{RegistryUser}:{password.BcryptHash}\n"), "0644");
        var container = MakeContainer("registry", image, _lab.RegistryAddress, [htpasswd], []);
        return new RegistryLogin(server, RegistryUser, password.Result, [container]);
    }

    /// <summary>
    /// A VM with a host key of its own. The key is tied to the image: another image means another VM with another key,
    /// and the changed key makes every command on it run again.
    /// </summary>
    private RemoteHost MakeHost(VmSettings vm, string image, bool runsDocker, ContainerUploadArgs[] more)
    {
        var hostKey = Key($"lab-{vm.Name}-host-key-{image.Split(':')[^1]}");
        var hostKeyLine = hostKey.PublicKeyOpenssh.Apply(line => line.Trim());
        var container = MakeContainer(vm.Name, image, vm.Address,
        [
            Upload("/etc/ssh/ssh_host_ed25519_key", hostKey.PrivateKeyOpenssh, "0600"),
            Upload("/etc/ssh/ssh_host_ed25519_key.pub", hostKey.PublicKeyOpenssh, "0644"),
            Upload("/root/.ssh/authorized_keys", _login.PublicKeyOpenssh, "0600"),
            Upload("/home/ops/.ssh/authorized_keys", _login.PublicKeyOpenssh, "0644"),
            .. more,
        ], runsDocker ? [DockerVolume(vm.Name)] : []);
        var connection = RemoteHost.ConnectionTo(vm);
        connection.PrivateKey = _login.PrivateKeyOpenssh;
        connection.HostKey = hostKeyLine;
        return new RemoteHost(vm, connection, [container]);
    }

    /// <summary>A VM's own kernel takes what a container's Docker has closed, and keepalived's unit sets.</summary>
    private static ContainerUploadArgs SettingsOfKernel => Upload(
        "/etc/systemd/system/keepalived.service.d/00-lab.conf",
        Output.Create("[Service]\nExecStartPre=/bin/mount -o remount,rw /proc/sys\n"),
        "0644");

    /// <summary>A VM that is called db has had MongoDB before there were others, and so a set of its own.</summary>
    private static ContainerUploadArgs NoSetYet => Upload(
        "/etc/systemd/system/mongod.service.d/00-lab.conf",
        Output.Create("[Service]\nEnvironment=STANDIN_SET=none\n"),
        "0644");

    private static ContainerUploadArgs Upload(string file, Output<string> content, string permissions) =>
        new() { File = file, Content = content, Permissions = permissions };

    /// <summary>A Docker engine's own layers cannot stand on those of the container that it runs in.</summary>
    private ContainerVolumeArgs DockerVolume(string vm)
    {
        var volume = new Volume($"lab-{vm}-docker", new VolumeArgs { Name = $"{_prefix}-{vm}-docker" }, Child);
        return new ContainerVolumeArgs { VolumeName = volume.Name, ContainerPath = "/var/lib/docker" };
    }

    /// <summary>What systemd, and a Docker engine of the VM's own, need is explained in lab/README.md.</summary>
    private Container MakeContainer(
        string name, string image, string address, ContainerUploadArgs[] uploads, ContainerVolumeArgs[] volumes) =>
        new($"lab-{name}", new ContainerArgs
        {
            Name = $"{_prefix}-{name}",
            Hostname = name,
            Image = image,
            NetworksAdvanced = { new ContainerNetworksAdvancedArgs { Name = _network.Name, Ipv4Address = address } },
            Capabilities = new ContainerCapabilitiesArgs { Adds = { "CAP_NET_ADMIN", "CAP_SYS_ADMIN" } },
            SecurityOpts = { "seccomp=unconfined", "apparmor=unconfined" },
            CgroupnsMode = "host",
            Restart = "unless-stopped",
            Tmpfs = { { "/run", "rw,nosuid,nodev,mode=755" }, { "/tmp", "rw,nosuid,nodev,exec" } },
            Volumes = (ContainerVolumeArgs[])
            [
                new() { HostPath = "/sys/fs/cgroup", ContainerPath = "/sys/fs/cgroup" }, .. volumes,
            ],
            Uploads = uploads,
            DestroyGraceSeconds = 5,
        }, Child);
}
