using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Command.Remote;

namespace Enginsight.Infra.Components;

internal sealed class LoadBalancerArgs : ResourceArgs
{
    public required VmSettings Vm { get; init; }

    public required StackSettings Settings { get; init; }

    public required SiteHosts Hosts { get; init; }

    /// <summary>The stack's own certificate; null where the settings have one.</summary>
    public required Certificates? Certificates { get; init; }

    /// <summary>The first of two, before which nothing is changed on this one; null where this is the first.</summary>
    public LoadBalancer? First { get; init; }
}

/// <summary>
/// The VM that clients talk to: nginx, ready for app servers to join its upstreams. What it serves is opened by
/// <see cref="Site"/>, once they have. Of two, each is changed while the other one has the virtual address.
/// <code>
/// LoadBalancer
/// ├─ lb-scripts       the scripts of all steps on this VM
/// ├─ lb-proxy         the way out, where it is an HTTP proxy
/// ├─ lb-bundle        what the VM lacks of the bundle, where there is one
/// ├─ lb-packages      nginx and its Lua module; refuses a VM with Docker
/// ├─ lb-certificate   chain and key; by ACME, if the names lead here already
/// ├─ lb-watch         services that ask the app servers how they are, and that load a renewed certificate
/// └─ lb-balancer      the site's files, and what chooses an app server for each request
/// </code>
/// </summary>
internal sealed class LoadBalancer : ComponentResource
{
    private readonly RemoteCommands _commands;
    private readonly StackSettings _settings;
    private readonly SiteBundle? _bundle;
    private readonly LoadBalancer? _first;

    public LoadBalancer(string name, LoadBalancerArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:LoadBalancer", name, options)
    {
        _commands = new RemoteCommands(this, args.Hosts.Of(args.Vm), args.Vm.Name);
        _settings = args.Settings;
        _bundle = args.Hosts.Bundle;
        _first = args.First;
        ImmutableArray<string> folders =
            args.Settings.Pair is null ? ["load-balancer"] : ["load-balancer", "virtual-address"];
        _commands.Scripts(folders, _bundle?.Checked ?? []);
        _bundle?.Bring(_commands, folders);
        Change(new RemoteStep("load-balancer/packages") { Variables = _bundle?.Variables ?? [] });
        if (args.Settings.Certificate.Acme is not null)
            Change(Acme(required: false));
        else if (args.Settings.Certificate is { IsOnVm: true } onVm)
            CheckCertificate(onVm);
        else if (args.Certificates is { } own)
            WriteCertificate(own.Chain, own.PrivateKey);
        else
            WriteCertificate(args.Settings.Certificate);
        Watch(args.Settings);
        Ready = Balance(args.Settings);
        RegisterOutputs();
    }

    public RemoteHost Host => _commands.Host;

    /// <summary>The step after which nginx takes app servers into its upstreams.</summary>
    public Command Ready { get; }

    /// <summary>What the names of steps end with that are done on both of two.</summary>
    public string Suffix => _first is null ? "" : $"-{Host.Vm.Name}";

    /// <summary>A step about the place that another VM has in the upstreams; it runs here.</summary>
    /// <param name="commands">The other VM's commands, one of which this is.</param>
    public Command Upstream(RemoteCommands commands, RemoteStep step) => commands.On(Host, step with
    {
        Name = $"{step.Name}{Suffix}",
        Variables =
        [
            ("server", commands.Host.Vm.Name), ("address", commands.Host.Vm.Address),
            ("drain_seconds", $"{_settings.Updates.DrainSeconds}"), .. _settings.Updates.Health.Variables,
        ],
        After = [.. step.After, Ready],
        Limit = TimeSpan.FromSeconds(120 + _settings.Updates.DrainSeconds),
    });

    /// <summary>A step that nginx may have to be reloaded after: of two, on one after the other.</summary>
    private Command Change(RemoteStep step) => _commands.Then(
        OfPair(step) with { After = _first is null ? step.After : [.. step.After, _first.Ready] });

    /// <summary>The same step; of two, never on the one that has the address.</summary>
    private RemoteStep OfPair(RemoteStep step) => _settings.Pair is null
        ? step
        : step with
        {
            Script = step.Script.Replace("load-balancer/", "virtual-address/", StringComparison.Ordinal),
            Variables =
            [
                .. step.Variables,
                .. VirtualAddress.VariablesOf(_settings, Host.Vm).ExceptBy(
                    step.Variables.Select(variable => variable.Name), variable => variable.Name),
            ],
        };

    private void WriteCertificate(CertificateSettings given) =>
        WriteCertificate(Output.Create(given.Certificate!), given.PrivateKey!.ToOutput());

    /// <summary>Gets the certificate by ACME.</summary>
    /// <param name="required">Whether it has to be there afterwards; before the site is open it need not.</param>
    public RemoteStep Acme(bool required)
    {
        var acme = _settings.Certificate.Acme!;
        var files = Port80();
        if (acme.CaCertificate is { } certificate)
            files.Add("/usr/local/share/ca-certificates/enginsight-acme.crt", "0644", certificate);
        return OfPair(new RemoteStep("load-balancer/acme")
        {
            Name = "certificate",
            Variables =
            [
                ("required", required ? "yes" : "no"), ("address", Host.Vm.Address), ("email", acme.Email),
                ("acme_server", acme.Server), ("key_type", acme.KeyType),
                ("app_domain", _settings.AppDomain), ("api_domain", _settings.ApiDomain),
                .. _bundle?.Variables ?? [],
            ],
            Files = files,
        });
    }

    private void WriteCertificate(Output<string> chain, Output<string> key) =>
        Change(new RemoteStep("load-balancer/certificate")
        {
            Files = Output.Tuple(chain, key).Apply(pem => new FileBundle()
                .Add(Places.NginxCertificate, "0644", pem.Item1)
                .Add(Places.NginxKey, "0600", pem.Item2)),
        });

    private void CheckCertificate(CertificateSettings certificate) =>
        _commands.Then(new RemoteStep("load-balancer/certificate-on-vm")
        {
            Name = "certificate",
            Variables = [("certificate", certificate.CertificatePath!), ("key", certificate.PrivateKeyPath!)],
        });

    private void Watch(StackSettings settings) => _commands.Then(new RemoteStep("load-balancer/watch")
    {
        Files = new FileBundle()
            .Add("/usr/local/sbin/enginsight-watch", "0755", EmbeddedFile.Read("load-balancer/enginsight-watch"))
            .Add("/etc/systemd/system/enginsight-watch.service", "0644", NginxSite.WatchUnit(settings.Updates.Health))
            .Add(
                "/usr/local/sbin/enginsight-certificate",
                "0755",
                EmbeddedFile.Read("load-balancer/enginsight-certificate"))
            .Add(
                "/etc/systemd/system/enginsight-certificate.service", "0644", NginxSite.CertificateUnit(settings))
            .Add("/etc/systemd/system/nginx.service.d/enginsight.conf", "0644", NginxSite.NginxUnit())
            .Add("/etc/tmpfiles.d/enginsight.conf", "0644", "d /run/enginsight 0755 root root"),
    });

    private Command Balance(StackSettings settings) => Change(new RemoteStep("load-balancer/balancer")
    {
        Variables =
        [
            ("api_domain", settings.ApiDomain), ("app_domain", settings.AppDomain),
            ("worker_shutdown_timeout", $"{settings.LoadBalancer.WorkerShutdownTimeout}"),
        ],
        Files = Port80()
            .Add(Places.NginxSite, "0644", NginxSite.Text(settings))
            .Add(Places.NginxBalancer, "0644", NginxSite.Balancer()),
    });

    /// <summary>The part of the site that is open before the rest, where the certificate comes by ACME.</summary>
    private FileBundle Port80() => _settings.Certificate.Acme is null
        ? new FileBundle()
        : new FileBundle().Add(Places.NginxAcme, "0644", NginxSite.Acme(_settings, Host.Vm));
}
