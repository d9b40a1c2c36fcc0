using System.Collections.Immutable;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Cutover;

/// <summary>What was seen on one VM.</summary>
/// <param name="SudoError">What sudo said when it refused; null where it did not.</param>
/// <param name="Registry">What the registry said to this VM; null where it pulls nothing.</param>
internal sealed record Examined(
    VmLogin Login, Role Role, Facts Facts, ClockOffset? Clock, string? SudoError, Facts? Registry)
{
    public IEnumerable<Finding> Findings(StackSettings settings, IReadOnlyCollection<ClockOffset> clocks)
    {
        var access = AccessChecks.Of(Login, Facts, SudoError);
        if (SudoError is not null)
            return access;
        return
        [
            .. access,
            .. MachineChecks.Of(Role, Facts),
            Clock is null
                ? Finding.Warning("clock", "not read: the VM's shell prints something else than it is asked for")
                : ClockChecks.Of(Clock, clocks, Facts["synchronized"]),
            .. PortChecks.Of(Role, Facts, settings.LoadBalancer),
            .. SoftwareChecks.Of(Role, Facts, hasProxy: settings.HttpProxy is not null),
            .. NetworkChecks.Of(Role, Facts, settings),
            .. Role is Role.Database && settings.Database.Members.IsEmpty
                ? DatabaseChecks.Of(settings.Database, Facts)
                : [],
            .. Role is Role.Database or Role.Member && !settings.Database.Members.IsEmpty
                ? MemberChecks.Of(settings.Database, Login.Name, Facts)
                : [],
            .. Role is Role.Database or Role.Member ? ConnectedChecks.Of(settings, Facts) : [],
            .. Role is Role.Balancer ? NginxChecks.Of(Facts) : [],
            .. Role is Role.Balancer
                ? [CertificateChecks.Of(settings, Facts, TimeProvider.System.GetUtcNow())]
                : ImmutableArray<Finding>.Empty,
            .. Registry is { } registry ? RegistryChecks.Of(settings.Registry.Host, registry) : [],
        ];
    }
}

/// <summary>Looks at a VM, and touches nothing.</summary>
internal static class VmExamination
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);

    public static async Task<Examined> OfAsync(VmShell shell, StackSettings settings)
    {
        var role = settings.Of(shell.Login.Name);
        var clock = await ClockAsync(shell);
        var facts = RunFactsAsync(shell, settings, Limit);
        // With a bundle nobody asks a registry.
        var registry = role is Role.App or Role.Services && settings.Bundle is null
            ? shell.RunAsync(RegistryScript(role, settings), Credentials(settings), Limit)
            : null;
        var seen = await facts;
        var sudoError = seen.Error.Contains("sudo:", StringComparison.Ordinal) && seen.Output.Length == 0
            ? seen.Error.Trim().Split('\n')[0]
            : null;
        return new Examined(
            shell.Login, role, Facts.Parse(seen.Output), clock, sudoError,
            registry is null ? null : Facts.Parse((await registry).Output));
    }

    /// <summary>What the VM says about itself.</summary>
    public static async Task<Facts> FactsAsync(VmShell shell, StackSettings settings, TimeSpan limit) =>
        Facts.Parse((await RunFactsAsync(shell, settings, limit)).Output);

    private static Task<ShellResult> RunFactsAsync(VmShell shell, StackSettings settings, TimeSpan limit)
    {
        var role = settings.Of(shell.Login.Name);
        return shell.RunAsync(
            FactsScript(role, DatabaseOf(settings, shell.Login.Name), settings),
            role is Role.Database or Role.Member ? MongoDriver.Files(settings.Database) : "",
            limit);
    }

    /// <summary>The connection stands already, so that most of the time goes by inside the VM.</summary>
    private static async Task<ClockOffset?> ClockAsync(VmShell shell)
    {
        var before = TimeProvider.System.GetUtcNow();
        var result = await shell.ExecuteAsync("date +%s.%N", timeout: Limit);
        return ClockOffset.Of(result.Output.Trim(), before, TimeProvider.System.GetUtcNow());
    }

    private static string FactsScript(Role role, VmSettings database, StackSettings settings) => $"""
        role={role.ToString().ToLowerInvariant()}
        database={Quote(database.Address)}
        certificate={Quote(role is Role.Balancer ? settings.Certificate.CertificatePath : null)}
        key={Quote(role is Role.Balancer ? settings.Certificate.PrivateKeyPath : null)}
        acme={Quote(role is Role.Balancer ? AcmeServer(settings.Certificate) : null)}
        {EmbeddedFile.Read("remote/places.sh")}
        mongodb_port={PlaceOf(settings.Database, database).Port}
        mongodb_name={Quote(PlaceOf(settings.Database, database).Name)}
        ways={Quote(string.Join('\n', NetworkChecks.WaysOf(role, database, settings)))}
        {MongoDriver.Script}
        {(role is Role.Database or Role.Member ? MongoDriver.ScriptFor(settings.Database) : "")}
        {EmbeddedScript.Read("Cutover/facts.sh")}
        """;

    /// <summary>Host and port.</summary>
    private static string? AcmeServer(CertificateSettings certificate) =>
        certificate.Acme is { } acme && new Uri(acme.Server) is var url ? $"{url.Host} {url.Port}" : null;

    /// <summary>What the URI says of a database VM, where it names it.</summary>
    private static MongoDbHost PlaceOf(DatabaseSettings database, VmSettings vm) =>
        database.PlaceOf(vm) ?? new MongoDbHost(vm.Address, MongoDbUri.DefaultPort);

    /// <summary>The database VM that the questions are about: the one asked, or the first.</summary>
    private static VmSettings DatabaseOf(StackSettings settings, string vm) =>
        settings.Database.Vms.FirstOrDefault(member => member.Name == vm) ?? settings.Database.Vm;

    private static string RegistryScript(Role role, StackSettings settings) => $"""
        server={Quote(settings.Registry.Host)}
        ca={Quote(settings.Registry.CaCertificate)}
        scheme={(settings.Lab is null && !settings.Registry.Insecure ? "https" : "http")}
        images={Quote(string.Join('\n', RegistryChecks.ImagesOf(role, settings.Versions)))}
        {EmbeddedScript.Read("Cutover/registry.sh")}
        """;

    /// <summary>Login, and what else may hold a password: the way through a proxy.</summary>
    private static string Credentials(StackSettings settings) => $"""
        {settings.Registry.Username}
        {settings.Registry.Password?.Reveal()}
        {settings.HttpProxy?.Environment(settings.AllVms).Reveal()}

        """;

    private static string Quote(string? value) => $"'{value?.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
