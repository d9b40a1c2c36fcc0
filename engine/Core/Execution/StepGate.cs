namespace Engine.Execution;

/// <summary>
/// Bounds how many operations may be recorded as pending at once. Each record waits for a write of the whole state, so
/// a bigger stack lets more of them share one write; a small one stays exact.
/// </summary>
/// <param name="limit">How many may be inside; may grow over time.</param>
internal sealed class StepGate(Func<int> limit)
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private int _inside;

    public Task EnterAsync()
    {
        lock (_gate)
        {
            if (_inside < limit())
            {
                _inside++;
                return Task.CompletedTask;
            }
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _inside--;
            while (_inside < limit() && _waiting.TryDequeue(out var next))
            {
                _inside++;
                next.SetResult();
            }
        }
    }
}
