using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Command;

/// <summary>
/// The <c>connection</c> of a remote resource as it stands in the state: with its defaults, secret as a whole, and
/// with its keys and passwords secret once more inside. Anything else would be a difference to the real provider.
/// </summary>
internal static class ConnectionInputs
{
    private static readonly string[] SecretFields = ["password", "privateKey", "privateKeyPassword"];

    public static PropertyMap Complete(PropertyMap inputs) =>
        inputs.Get("connection")?.Unwrapped is ObjectValue connection
            ? inputs.Set("connection", new SecretValue(new ObjectValue(WithDefaults(connection.Map))))
            : inputs;

    public static IReadOnlyList<CheckFailure> Failures(PropertyMap inputs) => inputs.Get("connection")?.Unwrapped switch
    {
        ComputedValue => [],
        ObjectValue connection when connection.Map.Has("host") => [],
        ObjectValue => [new CheckFailure("connection.host", "missing required field 'host'")],
        _ => [new CheckFailure("connection", "missing required field 'connection'")],
    };

    private static PropertyMap WithDefaults(PropertyMap connection)
    {
        var complete = PropertyMap.Empty
            .Set("dialErrorLimit", RemoteConnection.DefaultDialErrorLimit)
            .Set("perDialTimeout", RemoteConnection.DefaultPerDialTimeout)
            .Set("port", RemoteConnection.DefaultPort)
            .Set("user", RemoteConnection.DefaultUser)
            .Merge(connection.WithoutNulls());
        return complete.Select((key, value) => (key, value) switch
        {
            ("proxy", ObjectValue proxy) => new ObjectValue(WithDefaults(proxy.Map)),
            (_, SecretValue or ComputedValue) => value,
            _ when SecretFields.Contains(key) => new SecretValue(value),
            _ => value,
        });
    }
}
