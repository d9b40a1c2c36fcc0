using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;
using Floor.Ssh;

namespace Engine.Providers.Command;

/// <summary>A command for the login shell of a user on another machine.</summary>
internal sealed class RemoteCommandHandler(SshConnectionPool connections) : CommandHandler
{
    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        new(ConnectionInputs.Complete(news), ConnectionInputs.Failures(news));

    protected override async Task<PropertyMap> RunAsync(
        PropertyMap inputs, CommandText command, CommandOutput previous, OperationContext context)
    {
        var recorder = new OutputRecorder(inputs.GetString("logging"), context.Log);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        if (context.Timeout is { } timeout)
            deadline.CancelAfter(timeout);
        string? failure;
        try
        {
            failure = Failure(await RunAsync(inputs, command, previous, recorder, context, deadline.Token));
        }
        catch (OperationCanceledException)
        {
            failure = context.Cancellation.IsCancellationRequested ? "canceled" : "context deadline exceeded";
        }
        catch (SshFailureException e) when (e.IsLoss || e.Kind is SshFailureKind.Sessions)
        {
            failure = SshWording.Of(e);
        }
        catch (SshFailureException e)
        {
            throw new ProviderException(SshWording.Of(e), e);
        }

        return failure is null
            ? recorder.Output.ToProperties()
            : throw new ProviderException(command.Failure(failure, recorder));
    }

    private Task<SshExit> RunAsync(
        PropertyMap inputs, CommandText command, CommandOutput previous, OutputRecorder recorder,
        OperationContext context, CancellationToken cancellation)
    {
        var (target, patience) = RemoteConnection.Of(inputs);
        return connections.UseAsync(
            target, patience, RemoteConnection.Report(context),
            (connection, begun) => new SshProcess(connection, cancellation).RunAsync(
                command.Text, inputs.GetString("stdin") ?? "",
                set => SetEnvironmentAsync(set, inputs, previous, context), begun, recorder.ReadAsync),
            cancellation);
    }

    private static async Task SetEnvironmentAsync(
        SshProcess.SetVariable set, PropertyMap inputs, CommandOutput previous, OperationContext context)
    {
        foreach (var (name, value) in inputs.StringMap("environment"))
        {
            if (await set(name, value))
                continue;
            context.Log(LogSeverity.Error, Refusal(name));
            throw new ProviderException($"could not set environment variable \"{name}\": ssh: setenv failed");
        }

        foreach (var (name, value) in PreviousOutput(inputs, previous))
        {
            if (!await set(name, value))
                context.Log(LogSeverity.Debug, Refusal(name));
        }
    }

    private static string Refusal(string name) =>
        $"Unable to set '{name}'. This only works if your SSH server is configured to accept these variables via "
        + "AcceptEnv. Alternatively, if a Bash-like shell runs the command on the remote host, you could prefix the "
        + "command itself with the variables in the form 'VAR=value command'.";

    private static string? Failure(SshExit exit) => exit switch
    {
        (0, null) => null,
        (null, null) => "wait: remote command exited without exit status or exit signal",
        ({ } status, null) => $"Process exited with status {status}",
        (var status, { } signal) => $"Process exited with status {status ?? 0} from signal {signal}",
    };
}
