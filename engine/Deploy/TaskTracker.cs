namespace Engine.Deploy;

/// <summary>Knows the tasks that are still running, so that an early end can wait for them.</summary>
internal sealed class TaskTracker
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    public Task<T> Track<T>(Task<T> task)
    {
        if (task.IsCompleted)
            return task;
        lock (_gate)
            _running.Add(task);
        _ = task.ContinueWith(Forget, TaskScheduler.Default);
        return task;
    }

    /// <summary>Done when nothing is running; how the tasks end is for those to know who started them.</summary>
    public async Task DrainAsync()
    {
        while (Running() is { Length: > 0 } tasks)
            await Task.WhenAll(tasks).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private Task[] Running()
    {
        lock (_gate)
            return [.. _running.Where(task => !task.IsCompleted)];
    }

    private void Forget(Task task)
    {
        lock (_gate)
            _running.Remove(task);
    }
}
