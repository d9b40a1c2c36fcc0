using Engine.Protocol;

namespace Pulumi;

/// <summary>How long each operation on a resource may take; null is the provider's default.</summary>
public sealed class CustomTimeouts
{
    public TimeSpan? Create { get; set; }

    public TimeSpan? Update { get; set; }

    public TimeSpan? Delete { get; set; }

    internal CustomTimeoutsValue ToValue() => new(Create?.TotalSeconds, Update?.TotalSeconds, Delete?.TotalSeconds);
}
