using Renci.SshNet;

namespace Floor.Ssh;

/// <summary>The one key that a server may show, from a line as in authorized_keys: type, base64, comment.</summary>
internal sealed record HostKeyPin(string Type, byte[] Key)
{
    /// <summary>Null for no pin: then any key is accepted.</summary>
    /// <exception cref="SshFailureException">The text is no public key.</exception>
    public static HostKeyPin? Parse(string? line)
    {
        if (string.IsNullOrEmpty(line))
            return null;
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var key = new byte[line.Length];
        return words.Length >= 2 && Convert.TryFromBase64String(words[1], key, out var length)
            ? new HostKeyPin(words[0], key[..length])
            : throw new SshFailureException(
                SshFailureKind.Settings,
                $"'{line}' is no host key; paste what ssh-keyscan -t ed25519 HOST prints, without the host name");
    }

    public bool Matches(byte[] key) => Key.AsSpan().SequenceEqual(key);

    /// <summary>
    /// Makes the server prove the pinned key rather than another of its keys. As with the real provider an RSA line
    /// asks for the algorithm of that name, which signs with SHA-1 and which servers of today refuse: what cannot be
    /// deployed with is not accepted by a check either.
    /// </summary>
    /// <exception cref="SshFailureException">No server can prove a key of that type.</exception>
    public void Restrict(ConnectionInfo info)
    {
        foreach (var name in info.HostKeyAlgorithms.Keys.Where(name => name != Type).ToList())
            info.HostKeyAlgorithms.Remove(name);
        if (info.HostKeyAlgorithms.Count == 0)
        {
            throw new SshFailureException(
                SshFailureKind.Settings,
                $"host keys of type '{Type}' cannot be pinned; pin the server's ssh-ed25519 key");
        }
    }
}
