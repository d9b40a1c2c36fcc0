using System.Runtime.InteropServices;

namespace Engine.Cli;

/// <summary>
/// Turns SIGINT, SIGTERM and SIGHUP (the operator's connection broke) into requests: the first lets running operations
/// end and starts no new ones, the second cuts them short, both save the state and release the lock. A third one ends
/// the process at once.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TextWriter _error;

    public Interrupts(TextWriter error)
    {
        _error = error;
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    public CancellationToken Stop => _stop.Token;

    public CancellationToken Cut => _cut.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _cut.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        // Without Cancel the signal does what it does to any process: it ends it.
        context.Cancel = !_cut.IsCancellationRequested;
        if (!context.Cancel)
            return;
        var name = context.Signal == PosixSignal.SIGINT ? "^C" : context.Signal.ToString();
        if (_stop.IsCancellationRequested)
        {
            _error.WriteLine($"{name} received again; cutting short what runs. It stays recorded as pending.");
            _cut.Cancel();
            return;
        }
        _error.WriteLine($"{name} received; starting nothing more, and waiting for what runs to end.");
        _error.WriteLine("Once more cuts it short, which may leave resources half done.");
        _stop.Cancel();
    }
}
