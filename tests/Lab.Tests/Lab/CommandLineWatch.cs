using System.Text;

namespace Enginsight.Lab.Tests.Lab;

/// <summary>
/// Reads the command lines of all processes of this machine, those in the VMs included, again and
/// again, and keeps which of the given texts it saw.
/// </summary>
internal sealed class CommandLineWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[][] _texts;
    private readonly HashSet<int> _seen = [];
    private readonly Task _loop;

    public CommandLineWatch(IEnumerable<string> texts)
    {
        _texts = [.. texts.Select(Encoding.UTF8.GetBytes)];
        _loop = Task.Factory.StartNew(Watch, TaskCreationOptions.LongRunning);
    }

    /// <summary>Numbers of the texts that were seen.</summary>
    public IReadOnlySet<int> Seen
    {
        get
        {
            lock (_seen)
                return _seen.ToHashSet();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private void Watch()
    {
        while (!_stop.IsCancellationRequested)
        {
            var processes = Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(folder[6]));
            foreach (var process in processes)
                Search(Path.Combine(process, "cmdline"));
        }
    }

    private void Search(string file)
    {
        byte[] line;
        try
        {
            line = File.ReadAllBytes(file);
        }
        catch (IOException)
        {
            return; // the process has ended
        }

        for (var i = 0; i < _texts.Length; i++)
        {
            if (line.AsSpan().IndexOf(_texts[i]) < 0)
                continue;
            lock (_seen)
                _seen.Add(i);
        }
    }
}
