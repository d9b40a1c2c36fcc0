using Document = System.Collections.Generic.OrderedDictionary<string, object?>;

namespace StandIn.Mongo;

/// <summary>The answers' common part, with MongoDB's own numbers and names of errors.</summary>
internal static class Replies
{
    public static Document Ok(params (string Name, object? Value)[] fields) =>
        new(fields.Append(("ok", 1.0)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));

    public static Document Error(int code, string name, string message) =>
        new() { { "ok", 0.0 }, { "errmsg", message }, { "code", code }, { "codeName", name } };

    public static Document NotPrimary() => Error(10107, "NotWritablePrimary", "not primary");

    public static Document Incompatible(string message) =>
        Error(103, "NewReplicaSetConfigurationIncompatible", message);

    public static Document NotInitialized() =>
        Error(94, "NotYetInitialized", "no replset config has been received");
}
