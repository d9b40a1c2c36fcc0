using System.Net;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class LoadBalancerArgs : ResourceArgs
{
    public required RemoteHost Host { get; init; }

    public required StackSettings Settings { get; init; }

    /// <summary>PEM chain, leaf first, or null where the files are on the VM already.</summary>
    public required Output<string>? Chain { get; init; }

    /// <summary>PEM key of the leaf, or null where the files are on the VM already.</summary>
    public required Output<string>? PrivateKey { get; init; }
}

/// <summary>
/// The VM that clients talk to: nginx with two TLS servers and two upstreams.
/// <code>
/// LoadBalancer
/// ├─ lb-packages      nginx; refuses a VM with Docker
/// ├─ lb-certificate   chain and key
/// ├─ lb-watch         service that notices app servers that are cut off
/// └─ lb-site          sites-available/ngs.conf, once the app servers have joined
/// </code>
/// The app servers' places in the upstreams are steps of the app servers.
/// </summary>
internal sealed class LoadBalancer : ComponentResource
{
    private const string CertificatePath = "/etc/nginx/ssl/fullchain.pem";
    private const string KeyPath = "/etc/nginx/ssl/privkey.pem";

    /// <summary>
    /// nginx's parameters of an app server in use. Not down at the first failure: while the other one is being updated,
    /// it is all there is.
    /// </summary>
    private const string TakingRequests = "max_fails=3 fail_timeout=10s";
    private readonly RemoteCommands _commands;
    private readonly StackSettings _settings;
    private readonly Command _certificate;

    public LoadBalancer(string name, LoadBalancerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:LoadBalancer", name, options)
    {
        _commands = new RemoteCommands(this, args.Host);
        _settings = args.Settings;
        InstallPackages();
        _certificate = args is { Chain: { } chain, PrivateKey: { } key }
            ? WriteCertificate(chain, key)
            : CheckCertificate();
        Watch();
        RegisterOutputs();
    }

    /// <summary>Takes an app server out of the upstreams, when something that it runs is about to change.</summary>
    /// <param name="appServer">Commands of the app server, whose step this is.</param>
    /// <param name="images">
    /// The app server's step that has just run, with everything at hand for a short absence.
    /// </param>
    /// <param name="previous">The app server that has to be back first.</param>
    public Command Drain(RemoteCommands appServer, Command images, Resource? previous) =>
        appServer.On(_commands.Host, "drain", new RemoteStep
        {
            Run = UpstreamScript(appServer.Host.Vm, "nginx/drain.sh"),
            Stdin = images.Stdout,
            After = previous is null ? [] : [previous], // one app server at a time
        });

    /// <summary>
    /// Puts an app server into the upstreams, and takes it out again when it is removed from the stack.
    /// </summary>
    public Command Join(RemoteCommands appServer, Command containers) =>
        appServer.On(_commands.Host, "upstream", new RemoteStep
        {
            Run = UpstreamScript(appServer.Host.Vm, "nginx/join.sh"),
            Undo = UpstreamScript(appServer.Host.Vm, "nginx/leave.sh"),
            Stdin = containers.Stdout,
            After = [_certificate], // the last step that has to do with nginx's installation
        });

    /// <summary>Opens the site, once there are servers to send requests to.</summary>
    public void Serve(IEnumerable<AppServer> appServers) => _commands.Then("site", new RemoteStep
    {
        Run = NginxScript("nginx/site.sh"),
        Undo = RemoteScript.Of("nginx/nginx.sh", "nginx/site-off.sh"),
        Stdin = new FileBundle().Add("/etc/nginx/sites-available/ngs.conf", "0644", Site()).ToString(),
        After = appServers.Select(appServer => appServer.Upstream), // nginx refuses an empty upstream
    });

    private static RemoteScript NginxScript(params string[] files) =>
        RemoteScript.Of(["remote/files.sh", "nginx/nginx.sh", .. files]);

    private RemoteScript UpstreamScript(VmSettings appServer, string file) => NginxScript("nginx/upstream.sh", file)
        .With("server", appServer.Name)
        .With("address", appServer.UrlAddress)
        .With("bare_address", appServer.Address)
        .With("taking", TakingRequests)
        .With("drain_seconds", $"{_settings.Updates.DrainSeconds}")
        .Within(TimeSpan.FromSeconds(120 + _settings.Updates.DrainSeconds));

    private void InstallPackages() => _commands.Then("packages", new RemoteStep
    {
        Run = RemoteScript.Of("remote/apt.sh", "nginx/packages.sh"),
    });

    private Command WriteCertificate(Output<string> chain, Output<string> key) =>
        _commands.Then("certificate", new RemoteStep
        {
            Run = NginxScript("nginx/certificate.sh"),
            Stdin = Output.Tuple(chain, key).Apply(pem => new FileBundle()
                .Add(CertificatePath, "0644", pem.Item1)
                .Add(KeyPath, "0600", pem.Item2)
                .ToString()),
        });

    private Command CheckCertificate() => _commands.Then("certificate", new RemoteStep
    {
        Run = RemoteScript.Of("nginx/certificate-on-vm.sh")
            .With("certificate", _settings.Certificate.CertificatePath!)
            .With("key", _settings.Certificate.PrivateKeyPath!),
    });

    private void Watch() => _commands.Then("watch", new RemoteStep
    {
        Run = RemoteScript.Of("remote/files.sh", "nginx/watch.sh"),
        Undo = RemoteScript.Of("nginx/watch-off.sh"),
        Stdin = new FileBundle()
            .Add("/usr/local/sbin/enginsight-watch", "0755", EmbeddedFile.Read("nginx/watch"))
            .Add("/etc/systemd/system/enginsight-watch.service", "0644", EmbeddedFile.Read("nginx/watch.service"))
            .ToString(),
    });

    private string Site()
    {
        var tls = EmbeddedFile.Render(
            "nginx/tls.conf",
            ("CERTIFICATE", _settings.Certificate.CertificatePath ?? CertificatePath),
            ("KEY", _settings.Certificate.PrivateKeyPath ?? KeyPath),
            ("TLS_PROTOCOLS", _settings.LoadBalancer.TlsProtocols),
            ("CLIENT_MAX_BODY_SIZE", _settings.LoadBalancer.ClientMaxBodySize));
        var proxy = EmbeddedFile.Render(
            "nginx/proxy.conf",
            ("PROXY_CONNECT_TIMEOUT", $"{_settings.LoadBalancer.ProxyConnectTimeout}"),
            ("PROXY_READ_TIMEOUT", $"{_settings.LoadBalancer.ProxyReadTimeout}"));
        return EmbeddedFile.Render(
            "nginx/ngs.conf",
            ("API_DOMAIN", ServerName(_settings.ApiDomain)),
            ("APP_DOMAIN", ServerName(_settings.AppDomain)),
            ("REJECT_UNKNOWN", NamedByAddress() ? "" : EmbeddedFile.Read("nginx/reject-unknown.conf")),
            ("TLS", tls),
            ("PROXY", proxy.TrimEnd()));
    }

    /// <summary>
    /// Clients name no server in the handshake when they were given an address, so none can be refused.
    /// </summary>
    private bool NamedByAddress() =>
        IPAddress.TryParse(_settings.AppDomain, out _) || IPAddress.TryParse(_settings.ApiDomain, out _);

    private static string ServerName(string domain) => domain.Contains(':') ? $"[{domain}]" : domain;
}
