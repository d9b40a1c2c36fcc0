using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Engine.Files;

namespace Engine.Workspace;

/// <summary>A stack's lock: a file that says who holds it. Disposing releases it; a killed process leaves it.</summary>
internal sealed class StackLock : IDisposable
{
    private readonly string _file;

    private StackLock(string file) => _file = file;

    /// <exception cref="EngineException">Somebody else holds a lock; the message says who, and since when.</exception>
    public static StackLock Take(FileBackend backend, string stack)
    {
        var directory = backend.LockDirectory(stack);
        ThrowIfForeign(directory, stack, own: null);
        var mine = new StackLock(Path.Combine(directory, $"{Guid.NewGuid()}.json"));
        PrivateFile.Write(mine._file, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["pid"] = Environment.ProcessId,
            ["username"] = Environment.UserName,
            ["hostname"] = Environment.MachineName,
            ["timestamp"] = GoTime.Format(TimeProvider.System.GetUtcNow()),
        }));
        try
        {
            // Two that came at the same time see each other now, and both give way.
            ThrowIfForeign(directory, stack, mine._file);
            return mine;
        }
        catch
        {
            mine.Dispose();
            throw;
        }
    }

    /// <summary>Removes all locks of a stack, whoever holds them.</summary>
    public static void Cancel(FileBackend backend, string stack)
    {
        foreach (var file in Files(backend.LockDirectory(stack)))
            File.Delete(file);
    }

    public void Dispose() => File.Delete(_file);

    private static string[] Files(string directory) =>
        Directory.Exists(directory) ? Directory.GetFiles(directory, "*.json") : [];

    private static void ThrowIfForeign(string directory, string stack, string? own)
    {
        var foreign = Files(directory).Where(file => file != own).ToArray();
        if (foreign.Length == 0)
            return;
        throw new EngineException($"the stack is currently locked by {foreign.Length} lock(s). Either wait for the "
            + "other process(es) to end or delete the lock file with `pulumi cancel`."
            + string.Concat(foreign.Select(file => $"\n  file://{file}?no_tmp_dir=true: {Describe(file, stack)}")));
    }

    private static string Describe(string file, string stack)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            var time = root.GetProperty("timestamp").GetString();
            var gone = root.GetProperty("hostname").GetString() == Environment.MachineName
                && !IsRunning(root.GetProperty("pid").GetInt32(), GoTime.Parse(time));
            return $"created by {root.GetProperty("username")}@{root.GetProperty("hostname")} "
                + $"(pid {root.GetProperty("pid")}) at {time}"
                + (gone ? $"; that process is gone, `pulumi cancel --stack {stack} --yes` removes its lock" : "");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or IOException
            or InvalidOperationException or FormatException)
        {
            return "created by an unknown process";
        }
    }

    /// <summary>Whether the process that made a lock lives: its number may have gone to a younger one.</summary>
    private static bool IsRunning(int pid, DateTimeOffset? locked)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return locked is null || process.StartTime.ToUniversalTime() <= locked;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return error is Win32Exception;
        }
    }
}
