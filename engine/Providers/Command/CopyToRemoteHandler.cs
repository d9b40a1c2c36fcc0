using Engine.Properties;
using Engine.Protocol;
using Floor;
using Floor.Ssh;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Engine.Providers.Command;

/// <summary>
/// Copies a file, a text or a directory over SFTP, with the limits of version 1.2.1: no assembled archives, nothing
/// from the network, no empty texts, no modes, nothing ever deleted.
/// </summary>
internal sealed class CopyToRemoteHandler : ResourceHandler
{
    private const int IdDigits = 8;

    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        new(WithHash(ConnectionInputs.Complete(news)), [.. ConnectionInputs.Failures(news), .. SourceFailures(news)]);

    public override DiffResult Diff(PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news) =>
        CommandDiff.Between(oldInputs, news);

    public override async Task<ResourceResult> CreateAsync(
        ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        if (context.Preview)
            return new ResourceResult(null, inputs);
        await CopyAsync(inputs, context);
        return new ResourceResult(UniqueName.Create("", IdDigits), inputs);
    }

    public override async Task<ResourceResult> UpdateAsync(
        ResourceRef resource, string id, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news,
        OperationContext context)
    {
        var same = Hash(news) is { } hash && hash == Hash(oldOutputs)
            && news.GetString("remotePath") == oldOutputs.GetString("remotePath");
        if (!context.Preview && !same)
            await CopyAsync(news, context);
        return new ResourceResult(id, news);
    }

    private static IEnumerable<CheckFailure> SourceFailures(PropertyMap inputs) =>
        inputs.Get("source")?.Unwrapped switch
        {
            AssetValue { Path: not null } => [],
            // The C# SDK cannot read such an asset back from the state and ends the program.
            AssetValue { Text: "" } =>
                [new CheckFailure("asset", "an empty text asset cannot be copied by version 1.2.1")],
            AssetValue { Text: not null } => [],
            AssetValue => [new CheckFailure("asset", "asset must be a path-based file asset or a text asset")],
            ArchiveValue { Path: not null } => [],
            ArchiveValue => [new CheckFailure("archive", "archive must be a path to a file or directory")],
            _ => [new CheckFailure("asset", "either asset or archive must be set")],
        };

    private static PropertyMap WithHash(PropertyMap inputs) =>
        inputs.Get("source") is { } source ? inputs.Set("source", AssetHash.Complete(source)) : inputs;

    private static string? Hash(PropertyMap properties) => properties.Get("source")?.Unwrapped switch
    {
        AssetValue asset => asset.Hash,
        ArchiveValue archive => archive.Hash,
        _ => null,
    };

    private static async Task CopyAsync(PropertyMap inputs, OperationContext context)
    {
        var (server, patience) = RemoteConnection.Of(inputs);
        var target = inputs.GetString("remotePath") ?? "";
        try
        {
            var (client, underneath) = await SshDialer.DialAsync(
                server, patience, info => new SftpClient(info), RemoteConnection.Report(context), context.Cancellation);
            try
            {
                await OwnThread.RunAsync(() => Copy(new RemoteFiles(client), inputs.Get("source")!.Unwrapped, target));
            }
            finally
            {
                client.Dispose();
                foreach (var part in underneath)
                    part.Dispose();
            }
        }
        catch (SshFailureException e)
        {
            throw new ProviderException(SshWording.Of(e), e);
        }
        catch (SshException e)
        {
            throw new ProviderException($"cannot copy to {server}:{target}: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new ProviderException(e.Message, e);
        }
    }

    private static void Copy(RemoteFiles files, PropertyValue source, string target)
    {
        switch (source)
        {
            case AssetValue { Text: { } text }:
                files.WriteText(text, target);
                break;
            case AssetValue { Path: { } path }:
                files.CopyFileOrDirectory(path, target);
                break;
            case ArchiveValue { Path: { } path }:
                files.CopyFileOrDirectory(path, target);
                break;
        }
    }
}
