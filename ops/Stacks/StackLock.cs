using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Enginsight.Ops.Stacks;

/// <summary>
/// A stack's lock, in the form of Pulumi's file backend: nobody else changes the stack until it is disposed of. The
/// verbs of the CLI that change a stack take it themselves; so it is given back before one of them is run.
/// </summary>
internal sealed class StackLock : IDisposable
{
    private readonly string? _file;
    private readonly PosixSignalRegistration? _hangUp;

    private StackLock(string? file)
    {
        _file = file;
        if (file is null)
            return;
        // Ctrl-C at a question, and a broken SSH session of the operator's, end the process without disposing.
        AppDomain.CurrentDomain.ProcessExit += Remove;
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            Environment.Exit(128 + 1);
        });
    }

    /// <exception cref="OpsException">Somebody else has it; the message says who, since when, what to do.</exception>
    public static StackLock Take(string stack)
    {
        if (StackBackend.LocksOf(stack) is { } folder)
            return Take(folder, stack);
        Console.Error.WriteLine($"warning: {StackBackend.Name} keeps no lock files, so nothing keeps others from "
            + $"changing {stack} meanwhile");
        return new StackLock(null);
    }

    /// <param name="folder">Where the stack's locks are.</param>
    public static StackLock Take(string folder, string stack)
    {
        RequireFree(folder, stack, own: null);
        Directory.CreateDirectory(folder);
        var mine = new StackLock(Path.Combine(folder, $"{Guid.NewGuid()}.json"));
        try
        {
            var now = TimeProvider.System.GetUtcNow();
            File.WriteAllText(mine._file!, new Holder(
                Environment.ProcessId, Environment.UserName, Environment.MachineName, now).ToJson());
            // Two that came at the same time see each other now, and both give way.
            RequireFree(folder, stack, mine._file);
            return mine;
        }
        catch
        {
            mine.Dispose();
            throw;
        }
    }

    /// <summary>Who has a stack's lock, in words; null where nobody has, or nothing tells.</summary>
    public static string? HolderOf(string stack) =>
        StackBackend.LocksOf(stack) is { } folder && Foreign(folder, own: null) is { } file
            ? $"{Holder.Read(file)}"
            : null;

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Remove;
        _hangUp?.Dispose();
        Remove(null, EventArgs.Empty);
    }

    private void Remove(object? sender, EventArgs e)
    {
        if (_file is not null)
            File.Delete(_file);
    }

    private static void RequireFree(string folder, string stack, string? own)
    {
        if (Foreign(folder, own) is not { } foreign)
            return;
        var cancel = $"./scripts/pulumi cancel -s {stack}";
        throw new OpsException(Holder.Read(foreign) switch
        {
            null => $"{stack} is locked by {foreign}, which does not say by whom; {cancel} removes it",
            { IsGone: true } holder =>
                $"{stack} is locked by {holder}, and that process is gone: {cancel} removes the lock",
            { IsHere: true } holder => $"{stack} is locked by {holder}; wait until it ends",
            var holder => $"{stack} is locked by {holder}; wait until it ends, "
                + $"or, if you know that it has ended: {cancel} removes the lock",
        });
    }

    private static string? Foreign(string folder, string? own) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.json").FirstOrDefault(file => file != own)
        : null;

    /// <summary>Who has a lock.</summary>
    private sealed record Holder(int Pid, string User, string Host, DateTimeOffset Since)
    {
        /// <summary>A process may be some way older than its lock, and its start is known to the second only.</summary>
        private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

        public bool IsHere => string.Equals(Host, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

        public bool IsGone => IsHere && !IsAlive();

        public static Holder? Read(string file)
        {
            try
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(file));
                var root = json.RootElement;
                return new Holder(
                    root.GetProperty("pid").GetInt32(), root.GetProperty("username").GetString()!,
                    root.GetProperty("hostname").GetString()!, root.GetProperty("timestamp").GetDateTimeOffset());
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException
                or FormatException or IOException)
            {
                return null;
            }
        }

        public string ToJson() => JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["pid"] = Pid,
            ["username"] = User,
            ["hostname"] = Host,
            ["timestamp"] = Since,
        });

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{User}@{Host} (pid {Pid}) since {Since.LocalDateTime:yyyy-MM-dd HH:mm:ss}");

        /// <summary>The number of a process that is gone is given to another one in time.</summary>
        private bool IsAlive()
        {
            try
            {
                using var process = Process.GetProcessById(Pid);
                return process.StartTime.ToUniversalTime() <= Since.UtcDateTime + Tolerance;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }
}
