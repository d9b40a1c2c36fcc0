using System.Runtime.InteropServices;

namespace Engine.Deploy;

/// <summary>
/// Turns the first SIGINT or SIGTERM into a cancellation, so that a run can save its state and release its lock. The
/// second one ends the process at once.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TextWriter _error;

    public Interrupts(TextWriter error)
    {
        _error = error;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        ];
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        // Without Cancel the signal does what it does to any process: it ends it.
        context.Cancel = !_source.IsCancellationRequested;
        if (!context.Cancel)
            return;
        _error.WriteLine("^C received; cancelling. If you would like to terminate immediately, press ^C again.");
        _error.WriteLine("Note that terminating immediately may lead to orphaned resources and other inconsistencies.");
        _source.Cancel();
    }
}
