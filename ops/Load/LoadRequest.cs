namespace Enginsight.Ops.Load;

/// <summary>One kind of request that the load is made of.</summary>
/// <param name="Method">HTTP method, in capitals.</param>
/// <param name="Host">Name of the server, for SNI, certificate and Host header.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">Body; empty sends none.</param>
internal sealed record LoadRequest(string Method, string Host, string Path = "/", string Body = "")
{
    /// <summary>Whether sending it twice does no more than sending it once (RFC 9110, 9.2.2).</summary>
    public bool IsIdempotent => Method is not ("POST" or "PATCH");

    public override string ToString() => $"{Method} {Host}{Path}";
}
