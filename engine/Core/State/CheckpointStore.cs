using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Engine.Files;
using Engine.Secrets;

namespace Engine.State;

/// <summary>
/// Writes the state of one stack: the whole file when that is cheap compared to the time since it was last written,
/// else a line of the journal; so saving takes a small part of a run however large the stack is. What was saved
/// outlives the process at once. A moment after the last change, and on Dispose, the state file is whole again and
/// outlives a power cut too. Take the stack's lock first.
/// </summary>
/// <param name="file">Path of the state file.</param>
/// <param name="stack">Full name, <c>organization/project/stack</c>.</param>
/// <param name="secrets">What encrypts the secrets; its salt is written into the state.</param>
internal sealed class CheckpointStore(string file, string stack, PassphraseSecrets secrets)
    : ISnapshotStore, IDisposable
{
    /// <summary>Rewriting the whole file may take one part in so many of the time.</summary>
    private const int RewriteShare = 10;

    private readonly SecretForm _form = SecretForm.Encrypted(secrets);
    private readonly ConditionalWeakTable<ResourceState, byte[]> _serialized = [];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Lock _gate = new();
    private Timer? _catchUp;
    private FileStream? _journal;
    private Snapshot? _saved;
    private Exception? _failure;
    private string _time = "";
    private TimeSpan _rewriteCost;
    private long _rewritten;

    /// <summary>Saves at once; the task is a completed one.</summary>
    /// <exception cref="EngineException">
    /// This snapshot, or one saved before, breaks a rule of the state; the state file is still the last right one.
    /// </exception>
    public Task SaveAsync(Snapshot snapshot)
    {
        lock (_gate)
        {
            if (_failure is not null)
                throw new EngineException($"could not write the state: {_failure.Message}", inner: _failure);
            if (_saved is null || UntilRewrite <= TimeSpan.Zero)
                Rewrite(snapshot);
            else
                Append(_saved, snapshot);
            _saved = snapshot;
        }
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _catchUp?.Dispose();
            _catchUp = null;
            CatchUp();
        }
    }

    private TimeSpan UntilRewrite => _rewriteCost * RewriteShare - Stopwatch.GetElapsedTime(_rewritten);

    private void CatchUp()
    {
        lock (_gate)
        {
            if (_journal is not null)
                Rewrite(_saved!);
        }
    }

    // On the timer's thread nobody would catch an exception: the next save tells.
    private void CatchUpLater()
    {
        try
        {
            CatchUp();
        }
        catch (Exception error)
        {
            lock (_gate)
                _failure = error;
        }
    }

    private void Rewrite(Snapshot snapshot)
    {
        var started = Stopwatch.GetTimestamp();
        SnapshotIntegrity.Check(snapshot);
        _time = GoTime.Format(TimeProvider.System.GetUtcNow());
        Write(writer => CheckpointJson.Write(
            writer, stack, _time, new Checkpoint(snapshot, secrets.Salt), state => WriteResource(writer, state)));
        if (File.Exists(file))
            File.Copy(file, file + ".bak", overwrite: true);
        PrivateFile.Write(file, _buffer.WrittenSpan);
        _journal?.Dispose();
        _journal = null;
        File.Delete(StateFile.Journal(file));
        _rewritten = Stopwatch.GetTimestamp();
        _rewriteCost = Stopwatch.GetElapsedTime(started, _rewritten);
    }

    private void Append(Snapshot before, Snapshot after)
    {
        if (_journal is null)
        {
            _journal = PrivateFile.Open(StateFile.Journal(file), FileMode.Create);
            _journal.Write(StateFile.JournalHead(_time));
            _catchUp ??= new Timer(_ => CatchUpLater());
            _catchUp.Change(UntilRewrite > TimeSpan.Zero ? UntilRewrite : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        Write(writer => WriteChange(writer, before, after));
        _buffer.Write("\n"u8);
        var end = _journal.Position;
        try
        {
            _journal.Write(_buffer.WrittenSpan);
        }
        catch
        {
            // Half a line (the disk is full, say) would spoil those that come after it.
            _journal.SetLength(end);
            throw;
        }
    }

    // The lists share most of their instances: what differs stands between the common beginning and the common end.
    private void WriteChange(Utf8JsonWriter writer, Snapshot saved, Snapshot after)
    {
        var before = Span(saved);
        var now = Span(after);
        var shorter = Math.Min(before.Length, now.Length);
        var at = 0;
        while (at < shorter && ReferenceEquals(before[at], now[at]))
            at++;
        var tail = 0;
        while (tail < shorter - at && ReferenceEquals(before[^(tail + 1)], now[^(tail + 1)]))
            tail++;
        writer.WriteStartObject();
        writer.WriteNumber("at", at);
        writer.WriteNumber("drop", before.Length - tail - at);
        writer.WriteStartArray("add");
        for (var index = at; index < now.Length - tail; index++)
            WriteResource(writer, now[index]);
        writer.WriteEndArray();
        writer.WriteStartArray("pending");
        foreach (var operation in after.PendingOperations)
            CheckpointJson.WriteOperation(writer, operation, state => WriteResource(writer, state));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<ResourceState> Span(Snapshot snapshot) =>
        snapshot.Resources is List<ResourceState> list ? CollectionsMarshal.AsSpan(list) : snapshot.Resources.ToArray();

    private void Write(Action<Utf8JsonWriter> write)
    {
        _buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_buffer, PropertyJson.Compact);
        write(writer);
    }

    // An instance never changes, so it is serialized and encrypted once.
    private void WriteResource(Utf8JsonWriter writer, ResourceState state) =>
        writer.WriteRawValue(_serialized.GetValue(state, Serialize), skipInputValidation: true);

    private byte[] Serialize(ResourceState state) =>
        PropertyJson.Bytes(writer => ResourceJson.Write(writer, state, _form));
}
