using Enginsight.Infra.Remote;
using Pulumi;

namespace Enginsight.Infra.Files;

/// <summary>redis's files on a database VM.</summary>
internal static class RedisFiles
{
    /// <summary>By which redis knows whom to let in.</summary>
    public const string Access = "/etc/redis/enginsight-access.conf";

    /// <summary>redis 7 refuses every other VM while there is neither a password nor protected-mode no.</summary>
    /// <param name="password">Null for none.</param>
    public static Output<FileBundle> AccessOf(Output<string>? password) =>
        (password?.Apply(text => $"protected-mode yes\nuser default on >{text} ~* &* +@all")
            ?? Output.Create("protected-mode no\nuser default on nopass ~* &* +@all"))
        .Apply(text => new FileBundle().Add(Access, "0640", text, "redis:redis"));

    /// <param name="maxMemory">As redis writes it, such as 512mb.</param>
    public static FileBundle Settings(string maxMemory) => new FileBundle().Add(
        "/etc/redis/enginsight.conf",
        "0640",
        EmbeddedFile.Render("database/redis.conf", ("MAX_MEMORY", maxMemory)),
        "redis:redis");
}
