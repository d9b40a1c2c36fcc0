
namespace Enginsight.Infra.Tests.Settings;

/// <summary>Keys and certificates as operators have them made: by openssl. Valid for a year.</summary>
internal sealed class OpenSsl : IDisposable
{
    private readonly Scratch _folder = new();
    private int _count;

    public void Dispose() => _folder.Dispose();

    /// <param name="kind">Argument of -newkey, and further options.</param>
    /// <param name="addition">Extensions, as -addext takes them.</param>
    public (string Certificate, string Key) SelfSigned(
        string kind = "ec -pkeyopt ec_paramgen_curve:P-256", string? addition = null, string subject = "/CN=site") =>
        Request($"-x509 -days 365 -newkey {kind}", addition, subject, isCa: false);

    public (string Certificate, string Key) Ca(string subject = "/CN=Test CA") =>
        Request("-x509 -days 365 -newkey ec -pkeyopt ec_paramgen_curve:P-256", null, subject, isCa: true);

    public (string Certificate, string Key) SignedBy((string Certificate, string Key) ca, string addition) => Request(
        $"-x509 -days 365 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -CA {Keep(ca.Certificate)} -CAkey {Keep(ca.Key)}",
        addition, "/CN=site", isCa: false);

    public string Encrypted(string key, string options) =>
        Run($"pkey -in {Keep(key)} {options} -passout pass:secret");

    public string CurveParameters() => Run("ecparam -name prime256v1");

    private (string Certificate, string Key) Request(string options, string? addition, string subject, bool isCa)
    {
        var key = _folder.At($"{_count++}.key");
        var constraints = addition?.Contains("basicConstraints", StringComparison.Ordinal) == true
            ? ""
            : $"-addext basicConstraints=critical,CA:{(isCa ? "TRUE" : "FALSE")}";
        var extensions = addition is null ? "" : $"-addext {addition}";
        var certificate = Run(
            $"req {options} -nodes -keyout {key} {extensions} {constraints} -subj", subject);
        return (certificate, File.ReadAllText(key));
    }

    private string Keep(string text) => _folder.Write($"{_count++}.pem", text);

    private static string Run(string arguments, params string[] more) =>
        Shell.Run("openssl", [.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. more]);
}
