using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Ssh;
using Enginsight.Ops.VirtualAddress;

namespace Enginsight.Ops.Status;

/// <summary>Asks a VM how it is.</summary>
internal static class VmQuestions
{
    public static async Task<Facts> AskAsync(VmShell shell, StackSettings settings, TimeSpan limit)
    {
        var (role, member) = (settings.Of(shell.Login.Name), MemberPlace(settings, shell.Login.Name));
        var result = await shell.RunAsync(
            $"""
            role={role.ToString().ToLowerInvariant()}
            mongodb='{member}'
            names='{settings.AppDomain} {settings.ApiDomain}'
            {EmbeddedFile.Read("remote/places.sh")}
            {AddressHolders.Script(settings, role)}
            {MongoDriver.Script}
            {(member.Length > 0 ? MongoDriver.ScriptFor(settings.Database) : "")}
            {EmbeddedScript.Read("Status/status.sh")}
            """,
            member.Length > 0 ? MongoDriver.Files(settings.Database) : "",
            limit);
        return result.Succeeded
            ? Facts.Parse(result.Output)
            : throw new VmUnreachableException($"{shell.Login}: {result.Error.Trim().Split('\n')[0]}");
    }

    /// <summary>HOST:PORT and name of a member of the replica set, asked from its own VM; else empty.</summary>
    private static string MemberPlace(StackSettings settings, string vm) =>
        settings.Database.Members.FirstOrDefault(member => member.Name == vm) is { } member
            ? $"{member.Address}:{settings.Database.PlaceOf(member)!.Port} {settings.Database.PlaceOf(member)!.Name}"
            : "";
}
