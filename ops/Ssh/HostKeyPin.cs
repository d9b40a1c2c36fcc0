using Renci.SshNet;

namespace Enginsight.Ops.Ssh;

/// <summary>The one key that a VM may show.</summary>
internal sealed class HostKeyPin
{
    private readonly byte[] _key;
    private readonly string _type;

    /// <param name="line">A line as in authorized_keys: type, base64, comment.</param>
    /// <exception cref="OpsException">It is none.</exception>
    public HostKeyPin(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var key = new byte[line.Length];
        if (words.Length < 2 || !Convert.TryFromBase64String(words[1], key, out var length))
            throw new OpsException($"'{line}' is no host key; paste what ssh-keyscan prints, without the host name");
        _type = words[0];
        _key = key[..length];
    }

    public bool Matches(byte[] key) => _key.AsSpan().SequenceEqual(key);

    /// <summary>Makes the VM prove the pinned key rather than another of its keys.</summary>
    public void Restrict(ConnectionInfo info)
    {
        foreach (var name in info.HostKeyAlgorithms.Keys.Where(name => !IsOfType(name)).ToList())
            info.HostKeyAlgorithms.Remove(name);
        if (info.HostKeyAlgorithms.Count == 0)
            throw new OpsException($"host keys of type '{_type}' are not supported; pin the VM's ssh-ed25519 key");
    }

    /// <summary>An RSA key signs with newer algorithms than its own name says.</summary>
    private bool IsOfType(string algorithm) =>
        algorithm == _type || (_type == "ssh-rsa" && algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal));
}
