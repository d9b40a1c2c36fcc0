using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using Engine.Handlers;

namespace Engine.Providers.Docker;

/// <summary>The connection to a Docker engine, made when it is first needed, and its errors in its own words.</summary>
/// <param name="host">unix:// or tcp:// address; null for DOCKER_HOST or else the local socket.</param>
internal sealed class DockerEngine(string? host) : IAsyncDisposable
{
    private const string DefaultHost = "unix:///var/run/docker.sock";

    private readonly Lazy<DockerClient> _client = new(() => Connect(Address(host)));

    /// <exception cref="ProviderException">The engine refused, or does not answer.</exception>
    public async Task<T> CallAsync<T>(Func<DockerClient, Task<T>> action)
    {
        try
        {
            return await action(_client.Value);
        }
        catch (DockerApiException e)
        {
            throw new ProviderException($"Error response from daemon: {Message(e)}", e);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or TimeoutException or IOException)
        {
            throw new ProviderException(
                $"Cannot connect to the Docker daemon at {Address(host)}. Is the docker daemon running?", e);
        }
    }

    public Task CallAsync(Func<DockerClient, Task> action) => CallAsync(async client =>
    {
        await action(client);
        return true;
    });

    /// <summary>Like CallAsync, but null where the engine does not know the thing.</summary>
    public Task<T?> FindAsync<T>(Func<DockerClient, Task<T>> action)
        where T : class => CallAsync<T?>(async client =>
        {
            try
            {
                return await action(client);
            }
            catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        });

    /// <summary>Like CallAsync, but content where the engine does not know the thing (any more).</summary>
    public Task RemoveAsync(Func<DockerClient, Task> action) => FindAsync(async client =>
    {
        await action(client);
        return "";
    });

    public ValueTask DisposeAsync()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Address(string? host) =>
        new[] { host, Environment.GetEnvironmentVariable("DOCKER_HOST") }.FirstOrDefault(
            name => name is { Length: > 0 })
        ?? DefaultHost;

    private static DockerClient Connect(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("unix" or "tcp" or "http"))
            throw new ProviderException($"Docker host '{address}' is not supported: unix:// and tcp:// addresses are");
        // Stopping and pulling take their time; the deployment's own cancellation ends them.
        using var configuration = new DockerClientConfiguration(uri, defaultTimeout: Timeout.InfiniteTimeSpan);
        return configuration.CreateClient();
    }

    private static string Message(DockerApiException e)
    {
        try
        {
            return JsonDocument.Parse(e.ResponseBody).RootElement.GetProperty("message").GetString() ?? e.Message;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or ArgumentNullException)
        {
            return e.Message;
        }
    }
}
