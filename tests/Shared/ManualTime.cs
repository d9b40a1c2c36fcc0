namespace Tests.Shared;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private TimeSpan _passed;

    public ManualTime()
        : this(new DateTimeOffset(2029, 1, 26, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + _passed;

    public override long GetTimestamp() => _passed.Ticks;

    public void Advance(TimeSpan time) => _passed += time;
}
