using Engine.Properties;
using Engine.Protocol;
using Engine.Providers.Ssh;

namespace Engine.Providers.Command;

/// <summary>A command for the login shell of a user on another machine.</summary>
internal sealed class RemoteCommandHandler(SshConnectionPool connections) : CommandHandler
{
    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        new(ConnectionInputs.Complete(news), ConnectionInputs.Failures(news));

    protected override async Task<PropertyMap> RunAsync(
        PropertyMap inputs, CommandText command, CommandOutput previous, OperationContext context)
    {
        var settings = SshSettings.From(inputs.Map("connection") ?? PropertyMap.Empty);
        var recorder = new OutputRecorder(inputs.GetString("logging"), context.Log);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        if (context.Timeout is { } timeout)
            deadline.CancelAfter(timeout);
        string? failure;
        try
        {
            failure = await connections.UseAsync(
                settings,
                context,
                (connection, begun) => new RemoteProcess(connection, recorder, context.Log).RunAsync(
                    command.Text, inputs.StringMap("environment"), PreviousOutput(inputs, previous),
                    inputs.GetString("stdin") ?? "", begun, deadline.Token),
                deadline.Token);
        }
        catch (OperationCanceledException)
        {
            failure = context.Cancellation.IsCancellationRequested ? "canceled" : "context deadline exceeded";
        }
        catch (Exception e) when (SshFailure.IsConnectionLoss(e))
        {
            failure = $"ssh: connection to {settings} failed: {e.Message}";
        }

        return failure is null
            ? recorder.Output.ToProperties()
            : throw new ProviderException(command.Failure(failure, recorder));
    }
}
