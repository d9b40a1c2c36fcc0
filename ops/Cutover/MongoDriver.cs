using System.Text;
using System.Text.RegularExpressions;
using Enginsight.Infra.Files;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>How a VM asks MongoDB as the containers do: infra/Files/enterprise/mongodb-driver.sh.</summary>
internal static partial class MongoDriver
{
    /// <summary>Bash with the functions, for a VM that has the containers' files.</summary>
    public static string Script { get; } = $"""
        mongodb_seconds=2
        {EmbeddedFile.Read("remote/address.sh")}
        {EmbeddedFile.Read("enterprise/mongodb-hello.sh")}
        {EmbeddedFile.Read("enterprise/mongodb-driver.sh")}
        """;

    /// <summary>Bash besides for a VM that has none of them: <see cref="Files"/> come by standard input.</summary>
    public static string ScriptFor(DatabaseSettings database) => $"""
        mongodb_uri='mongodb://-/?tls={(database.MongoDb.Tls ? "true" : "false")}{LeniencyOf(database)}'
        mongodb_files=$(mktemp -d /run/enginsight-ops.XXXXXX)
        trap 'rm -rf "$mongodb_files"' EXIT
        for file in ca client; do
          if IFS= read -r text && [ -n "$text" ]; then base64 -d <<<"$text" >"$mongodb_files/$file.pem"; fi
        done
        """;

    /// <summary>The files, a line each.</summary>
    public static string Files(DatabaseSettings database) =>
        $"{Line(database.Tls.CaCertificate)}{Line(database.Tls.ClientCertificate?.Reveal())}";

    /// <summary>The options of the URI by which a driver looks less closely.</summary>
    private static string LeniencyOf(DatabaseSettings database) => string.Concat(
        database.ConnectionString.Reveal().Split('?', '&').Skip(1).Where(option => Leniency().IsMatch(option))
            .Select(option => $"&{option}"));

    private static string Line(string? text) => $"{Convert.ToBase64String(Encoding.UTF8.GetBytes(text ?? ""))}\n";

    [GeneratedRegex(@"\A(tlsInsecure|tlsAllowInvalid(Certificates|Hostnames))=true\z", RegexOptions.IgnoreCase)]
    private static partial Regex Leniency();
}
