using System.Text;
using Engine.Protocol;
using Renci.SshNet;

namespace Engine.Providers.Command;

/// <summary>
/// Copies to a remote file system with the rules of the real provider, which are those of cp with one difference:
/// a directory whose name ends with a slash gives its content, any other goes into the target as itself.
/// </summary>
internal sealed class RemoteFiles(SftpClient client)
{
    public void WriteText(string text, string target)
    {
        if (IsDirectory(target) == true)
        {
            throw new ProviderException(
                $"remote path {target} is a directory; when using a text asset, remotePath must be a file path");
        }

        MakeParents(target);
        if (target.EndsWith('/'))
            throw new ProviderException($"failed to create remote file {target}: sftp: \"Failure\" (SSH_FX_FAILURE)");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        client.UploadFile(content, target);
    }

    public void CopyFileOrDirectory(string source, string target)
    {
        if (!Directory.Exists(source))
        {
            MakeParents(target);
            CopyFile(source, IsDirectory(target) == true ? $"{target.TrimEnd('/')}/{Path.GetFileName(source)}"
                : target);
            return;
        }

        MakeDirectory(target);
        CopyDirectory(source, source.EndsWith('/') ? target : $"{target.TrimEnd('/')}/{Path.GetFileName(source)}");
    }

    private void CopyDirectory(string source, string target)
    {
        MakeDirectory(target);
        foreach (var entry in Directory.EnumerateFileSystemEntries(source).Order(StringComparer.Ordinal))
        {
            var path = $"{target.TrimEnd('/')}/{Path.GetFileName(entry)}";
            if (Directory.Exists(entry))
                CopyDirectory(entry, path);
            else
                CopyFile(entry, path);
        }
    }

    private void CopyFile(string source, string target)
    {
        using var content = File.OpenRead(source);
        client.UploadFile(content, target);
    }

    private void MakeDirectory(string path)
    {
        switch (IsDirectory(path))
        {
            case true:
                return;
            case false:
                throw new ProviderException($"remote path {path} exists but is not a directory");
            default:
                MakeParents(path.TrimEnd('/'));
                client.CreateDirectory(path.TrimEnd('/'));
                return;
        }
    }

    private void MakeParents(string path)
    {
        if (path.LastIndexOf('/') is > 0 and var end && path[..end].Trim('/').Length > 0)
            MakeDirectory(path[..end]);
    }

    /// <summary>Null where there is nothing at the path.</summary>
    private bool? IsDirectory(string path) => client.Exists(path) ? client.GetAttributes(path).IsDirectory : null;
}
