using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Enginsight.Infra.Remote;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Ssh;
using Floor.Ssh;

namespace Enginsight.Ops.Stacks;

/// <summary>A remote command as the last deployment ran it.</summary>
/// <param name="Urn">The resource's URN; it ends with the name.</param>
/// <param name="Owner">Name of the component that it belongs to.</param>
/// <param name="IsSecret">Whether the standard input is marked as a secret.</param>
/// <param name="Create">Command line for the login shell.</param>
/// <param name="Stdin">Its standard input; may hold secrets.</param>
/// <param name="Stdout">What it printed.</param>
internal sealed record StateCommand(
    string Urn, string Owner, string Create, SecretText Stdin, SecretText Stdout, bool IsSecret, VmLogin Login)
{
    /// <summary>Name of the resource, such as app1-containers.</summary>
    public string Name => Urn.Split("::")[^1];

    /// <summary>Name without that of the component, such as containers.</summary>
    public string Step =>
        Name.StartsWith(Owner + "-", StringComparison.Ordinal) ? Name[(Owner.Length + 1)..] : Name;

    /// <summary>
    /// False for a step that ended well without having run: each prints a line when it has. A login shell may end so that
    /// runs nothing, as fish of Debian 12 does with what it cannot read, or a .bashrc that ends it.
    /// </summary>
    public bool HasRun => !StepCommand.HasVerbs(Create) || Stdout.Reveal().Contains(" ran at ", StringComparison.Ordinal);

    /// <summary>Names of the steps after which this one has to run again.</summary>
    public ImmutableArray<string> RunsAgainAfter => FileBundle.RunsOf(Stdin.Reveal());

    public override string ToString() => $"{Name} on {Login.Name}";

    /// <param name="resource">A resource of the state.</param>
    /// <returns>Null for a resource of another type.</returns>
    public static StateCommand? From(JsonNode? resource)
    {
        if (StateJson.Text(resource?["type"]) != "command:remote:Command")
            return null;
        var inputs = StateJson.Reveal(resource!["inputs"]);
        var owner = (StateJson.Text(resource["parent"]) ?? "").Split("::")[^1];
        return new StateCommand(
            StateJson.Text(resource["urn"]) ?? "",
            owner,
            StateJson.Text(inputs?["create"]) ?? "",
            new SecretText(StateJson.Text(inputs?["stdin"]) ?? ""),
            new SecretText(StateJson.Text(StateJson.Reveal(resource["outputs"])?["stdout"]) ?? ""),
            StateJson.IsSecret(resource["inputs"]?["stdin"]),
            LoginOf(owner, inputs?["connection"]));
    }

    private static VmLogin LoginOf(string name, JsonNode? connection)
    {
        var target = TargetOf(connection);
        return new VmLogin(
            name, target.Host, target.Port, target.User, SecretOf(target.PrivateKey),
            SecretOf(target.PrivateKeyPassword), target.HostKey, target.Proxy);
    }

    private static SshTarget TargetOf(JsonNode? connection) => new(
        StateJson.Text(connection?["host"]) ?? "",
        connection?["port"] is { } port
            ? int.Parse(port.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture)
            : 22,
        StateJson.Text(connection?["user"]) ?? "root",
        StateJson.Text(connection?["privateKey"]),
        StateJson.Text(connection?["privateKeyPassword"]),
        null,
        StateJson.Text(connection?["hostKey"]),
        connection?["proxy"] is { } proxy ? TargetOf(proxy) : null);

    private static SecretText? SecretOf(string? text) => text is null ? null : new SecretText(text);
}
