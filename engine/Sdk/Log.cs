using Engine.Protocol;
using Engine.Sdk;

namespace Pulumi;

/// <summary>Writes to the deployment's log, about a resource or about the stack.</summary>
public static class Log
{
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        ProgramRun.Required.Log(LogSeverity.Debug, message, resource);

    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        ProgramRun.Required.Log(LogSeverity.Info, message, resource);

    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        ProgramRun.Required.Log(LogSeverity.Warning, message, resource);

    /// <summary>Logs an error: the run goes on, but fails in the end.</summary>
    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        ProgramRun.Required.Log(LogSeverity.Error, message, resource);

    /// <inheritdoc cref="Error"/>
    public static void Exception(
        Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Error($"{exception.Message}{Environment.NewLine}{exception.StackTrace}", resource);
}
