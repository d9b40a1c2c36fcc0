namespace Enginsight.Ops.Load;

/// <summary>
/// What clients saw in a tenth of a second: so much is kept of when things happened, and not each request. A request counts
/// when its answer has come, or when it is lost.
/// </summary>
/// <param name="begin">A whole tenth of a second.</param>
internal sealed class TimeSlot(DateTimeOffset begin)
{
    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(100);

    public DateTimeOffset Begin => begin;

    /// <summary>Answers by the server that gave them.</summary>
    public Dictionary<string, int> Answers { get; } = [];

    /// <summary>Requests that were lost.</summary>
    public int Failures { get; private set; }

    /// <summary>The longest that one of these requests took.</summary>
    public TimeSpan LongestWait { get; private set; }

    public static DateTimeOffset BeginOf(DateTimeOffset time) => time - new TimeSpan(time.UtcTicks % Length.Ticks);

    public void Answered(string server, TimeSpan time)
    {
        Answers[server] = Answers.GetValueOrDefault(server) + 1;
        Took(time);
    }

    public void Failed(TimeSpan time)
    {
        Failures++;
        Took(time);
    }

    private void Took(TimeSpan time)
    {
        if (time > LongestWait)
            LongestWait = time;
    }
}
