using System.Reflection;
using Renci.SshNet;

namespace Engine.Providers.Ssh;

/// <summary>
/// Three things the SSH protocol has and SSH.NET keeps to itself: environment variables of a command, end of input
/// for a command that gets none, and a question that a live server must answer. Reached by name; the tests against a
/// real server fail if a new version of the library moves them.
/// </summary>
internal sealed class SshChannel
{
    private readonly object _channel;

    /// <param name="command">A command that has not been executed yet: its channel is opened here.</param>
    public SshChannel(SshCommand command)
    {
        _channel = typeof(SshCommand)
            .GetField("_channel", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(command)!;
        Call("Open");
    }

    /// <summary>Whether the server accepted the variable (its AcceptEnv names it).</summary>
    public bool SetEnvironment(string name, string value) => (bool)Call("SendEnvironmentVariableRequest", name, value)!;

    public void EndInput()
    {
        if ((bool)_channel.GetType().GetProperty("IsOpen")!.GetValue(_channel)!)
            Call("SendEof");
    }

    /// <summary>
    /// Returns when the server has answered. A request for an environment variable after the command has begun is
    /// refused by every server, and the refusal is the sign of life; SSH.NET's own keep-alive messages ask for none.
    /// </summary>
    public void Ping() => SetEnvironment("PING", "");

    private object? Call(string method, params object[] arguments)
    {
        try
        {
            return _channel.GetType().GetMethod(method)!.Invoke(_channel, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }
}
