namespace Floor.Ssh;

/// <summary>When a silent server is asked for a sign of life, and when it is given up.</summary>
internal sealed record SshLiveness(TimeSpan Interval, TimeSpan Patience)
{
    public static readonly SshLiveness Default = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(45));
}
