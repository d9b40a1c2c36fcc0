using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Command;

/// <summary>A command on this machine, by default through <c>/bin/sh -c</c>, in the program's directory.</summary>
internal sealed class LocalCommandHandler : CommandHandler
{
    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        new(news,
        [
            .. new[] { "assetPaths", "archivePaths" }.Where(news.Has).Select(name =>
                new CheckFailure(name, "the embedded engine collects no files after a command; the Pulumi CLI does")),
        ]);

    /// <summary>
    /// A terminal sends ^C, and its own end, to all that runs in it; when to give a command up is the deployment's to
    /// decide.
    /// </summary>
    private const string Unheeding = """trap '' INT HUP; exec "$@" """;

    protected override async Task<PropertyMap> RunAsync(
        PropertyMap inputs, CommandText command, CommandOutput previous, OperationContext context)
    {
        var recorder = new OutputRecorder(inputs.GetString("logging"), context.Log);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        if (context.Timeout is { } timeout)
            deadline.CancelAfter(timeout);
        using var process = Start(inputs, command, previous);
        var killed = false;
        await using (deadline.Token.Register(() =>
        {
            killed = true;
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }))
        {
            var reading = recorder.ReadAsync(process.StandardOutput.BaseStream, process.StandardError.BaseStream);
            await WriteInputAsync(process, inputs.GetString("stdin"));
            await reading;
            await process.WaitForExitAsync(CancellationToken.None);
        }

        if (process.ExitCode == 0)
            return recorder.Output.ToProperties();
        var status = killed ? "signal: killed" : $"exit status {process.ExitCode}";
        throw new ProviderException(command.Failure(status, recorder));
    }

    private static Process Start(PropertyMap inputs, CommandText command, CommandOutput previous)
    {
        string[] interpreter = inputs.Strings("interpreter") is { Count: > 0 } given ? [.. given] : ["/bin/sh", "-c"];
        if (inputs.GetString("dir") is { Length: > 0 } directory && !Directory.Exists(directory))
            throw new ProviderException($"chdir {directory}: no such file or directory: running {command.Quoted}");
        var info = new ProcessStartInfo("/bin/sh", ["-c", Unheeding, "sh", .. interpreter, command.Text])
        {
            WorkingDirectory = inputs.GetString("dir") ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in inputs.StringMap("environment").Concat(PreviousOutput(inputs, previous)))
            info.Environment[name] = value;
        try
        {
            return Process.Start(info) ?? throw new ProviderException("cannot start /bin/sh");
        }
        catch (Exception e) when (e is Win32Exception or DirectoryNotFoundException)
        {
            throw new ProviderException($"{e.Message}: running {command.Quoted}", e);
        }
    }

    private static async Task WriteInputAsync(Process process, string? stdin)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(stdin ?? ""));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command ended, or closed its input, without reading all of it; that is its right.
        }
    }
}
