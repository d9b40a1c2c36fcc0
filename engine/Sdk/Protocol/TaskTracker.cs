namespace Engine.Protocol;

/// <summary>
/// Knows of everything that was started, so that a run does not end before it, and of what failed.
/// </summary>
internal sealed class TaskTracker
{
    private readonly Lock _lock = new();
    private readonly List<Exception> _errors = [];
    private readonly HashSet<Exception> _seen = new(ReferenceEqualityComparer.Instance);
    private TaskCompletionSource? _idle;
    private int _running;

    /// <summary>What failed, each failure once however many outputs it spread to, in order of occurrence.</summary>
    public IReadOnlyList<Exception> Errors
    {
        get
        {
            lock (_lock)
                return [.. _errors];
        }
    }

    public void Track(Task task)
    {
        if (task.IsCompletedSuccessfully)
            return;
        lock (_lock)
            _running++;
        task.ContinueWith(
            Finish, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Report(Exception error)
    {
        lock (_lock)
            if (_seen.Add(error))
                _errors.Add(error);
    }

    /// <summary>Completes when nothing runs any more, counting what is started while waiting.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            if (_running == 0)
                return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    private void Finish(Task task)
    {
        if (task.Exception is { } failure)
            foreach (var error in failure.InnerExceptions)
                Report(error);
        else if (task.IsCanceled)
            Report(new TaskCanceledException(task));
        lock (_lock)
        {
            // What follows from the task has been started by now or counts as its own task; only zero is the end.
            if (--_running == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
        }
    }
}
