using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Engine.Secrets;
using Engine.Workspace;

namespace Engine.State;

/// <summary>
/// The state file of one stack. Saves that arrive while one is being written share the next write, which holds the
/// newest of their snapshots: so a save costs little however many steps end at the same time.
/// </summary>
/// <param name="file">Path of the state file.</param>
/// <param name="stack">Full name, <c>organization/project/stack</c>.</param>
/// <param name="secrets">What encrypts the secrets; its salt is written into the state.</param>
internal sealed class CheckpointStore(string file, string stack, PassphraseSecrets secrets) : ISnapshotStore
{
    private readonly SecretForm _form = SecretForm.Encrypted(secrets);
    private readonly ConditionalWeakTable<ResourceState, byte[]> _written = [];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Lock _gate = new();
    private (Snapshot Snapshot, TaskCompletionSource Done)? _next;
    private bool _writing;

    public Task SaveAsync(Snapshot snapshot)
    {
        lock (_gate)
        {
            var done = _next?.Done ?? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _next = (snapshot, done);
            if (!_writing)
            {
                _writing = true;
                _ = Task.Run(WriteAll);
            }
            return done.Task;
        }
    }

    private void WriteAll()
    {
        while (TakeNext() is var (snapshot, done))
        {
            try
            {
                Write(snapshot);
                done.SetResult();
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        }
    }

    private (Snapshot Snapshot, TaskCompletionSource Done)? TakeNext()
    {
        lock (_gate)
        {
            var next = _next;
            _next = null;
            _writing = next is not null;
            return next;
        }
    }

    private void Write(Snapshot snapshot)
    {
        SnapshotIntegrity.Check(snapshot);
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer, PropertyJson.Compact))
        {
            CheckpointJson.Write(writer, stack, new Checkpoint(snapshot, secrets.Salt),
                state => writer.WriteRawValue(_written.GetValue(state, Serialize), skipInputValidation: true));
        }
        if (File.Exists(file))
            File.Copy(file, file + ".bak", overwrite: true);
        PrivateFile.Write(file, _buffer.WrittenSpan);
    }

    private byte[] Serialize(ResourceState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PropertyJson.Compact))
            ResourceJson.Write(writer, state, _form);
        return buffer.WrittenSpan.ToArray();
    }
}
