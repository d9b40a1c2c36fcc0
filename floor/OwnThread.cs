namespace Floor;

/// <summary>
/// For what blocks: SSH.NET computes, waits and reads on its caller's thread, and the shared ones are few.
/// </summary>
internal static class OwnThread
{
    public static Task RunAsync(Action action) => RunAsync(() =>
    {
        action();
        return true;
    });

    public static Task<T> RunAsync<T>(Func<T> action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>For what ends some time, with or without an error that nobody waits for.</summary>
    public static void Forget(Action action) => RunAsync(action).ContinueWith(
        task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
