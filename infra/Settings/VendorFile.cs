using System.Collections.Frozen;
using System.Text.Json;

namespace Enginsight.Infra.Settings;

/// <summary>A file of the vendor's that a map of the stack file is laid over: what stands where in it.</summary>
/// <param name="Name">Name of the file, for messages.</param>
/// <param name="Kinds">
/// Kind of every value that is no text: <see cref="JsonValueKind.Object"/>, Number or True for a boolean.
/// </param>
/// <param name="Texts">Paths of the texts.</param>
/// <param name="HoldsSecrets">Whether a text in it can be one; browsers get environment.js as it is.</param>
/// <param name="Elsewhere">Paths that have a setting of their own, or are fixed, and what to do instead.</param>
internal sealed record VendorFile(
    string Name, FrozenDictionary<string, JsonValueKind> Kinds, FrozenSet<string> Texts,
    bool HoldsSecrets, FrozenDictionary<string, string> Elsewhere)
{
    public static readonly VendorFile ConfigJson = new(
        "config.json",
        new Dictionary<string, JsonValueKind>
        {
            ["onpremise"] = JsonValueKind.Object,
            ["onpremise.twoFactor"] = JsonValueKind.Object,
            ["onpremise.twoFactor.enabled"] = JsonValueKind.True,
            ["api"] = JsonValueKind.Object,
            ["api.port"] = JsonValueKind.Number,
            ["api.timeout"] = JsonValueKind.Number,
            ["api.cookies"] = JsonValueKind.Object,
            ["api.cookies.maxAge"] = JsonValueKind.Number,
            ["api.cookies.signed"] = JsonValueKind.True,
            ["api.recaptcha"] = JsonValueKind.Object,
            ["api.headers"] = JsonValueKind.Object,
            ["api.jwt"] = JsonValueKind.Object,
            ["loopDelay"] = JsonValueKind.Number,
            ["database"] = JsonValueKind.Object,
            ["email"] = JsonValueKind.Object,
            ["email.sslTls"] = JsonValueKind.True,
            ["email.maxConnections"] = JsonValueKind.Number,
            ["email.rateDelta"] = JsonValueKind.Number,
            ["email.rateLimit"] = JsonValueKind.Number,
            ["integrations"] = JsonValueKind.Object,
            ["integrations.slack"] = JsonValueKind.Object,
            ["cves"] = JsonValueKind.Object,
            ["app"] = JsonValueKind.Object,
            ["sms"] = JsonValueKind.Object,
            ["sms.limit"] = JsonValueKind.Number,
        }.ToFrozenDictionary(),
        new[]
        {
            "api.url", "api.clientMaxBodySize", "api.cookies.domain", "api.cookies.path", "api.recaptcha.secret",
            "api.recaptcha.host", "api.recaptcha.path", "api.recaptcha.method", "api.jwt.secret", "api.jwt.expiresIn",
            "database.uriConnectionString", "cache", "email.sender", "email.host", "email.port", "email.user",
            "email.pass", "integrations.slack.clientId", "integrations.slack.clientSecret", "cves.uriConnectionString",
            "app.host", "sms.region", "sms.accessKeyId", "sms.secretAccessKey", "sms.senderId",
        }.ToFrozenSet(),
        HoldsSecrets: true,
        new Dictionary<string, string>
        {
            ["onpremise.twoFactor.enabled"] = "set twoFactor",
            ["api.url"] = "set apiDomain",
            ["api.port"] = "it is the port that the load balancer knows",
            ["api.jwt.secret"] = "set jwtSecret",
            ["database.uriConnectionString"] = "set database.mongoDbUri",
            ["cache"] = "it follows from the database VM; set database.redisPassword",
            ["email.sender"] = "set mail.sender",
            ["email.host"] = "set mail.host",
            ["email.port"] = "set mail.port",
            ["email.sslTls"] = "set mail.sslTls",
            ["email.user"] = "set mail.user",
            ["email.pass"] = "set mail.password",
            ["app.host"] = "set appDomain",
        }.ToFrozenDictionary());

    public static readonly VendorFile EnvironmentJs = new(
        "environment.js",
        new Dictionary<string, JsonValueKind>
        {
            ["hinting"] = JsonValueKind.True,
            ["EmberENV"] = JsonValueKind.Object,
            ["APP"] = JsonValueKind.Object,
            ["onpremise"] = JsonValueKind.Object,
        }.ToFrozenDictionary(),
        new[] { "modulePrefix", "rootURL", "locationType", "recaptchaKey" }.ToFrozenSet(),
        HoldsSecrets: false,
        new Dictionary<string, string>
        {
            ["apiDomain"] = "set apiDomain",
            ["environment"] = "ui-m1 sets it",
        }.ToFrozenDictionary());

    /// <summary>Kind of the value at a path; null where the vendor's file has none.</summary>
    public JsonValueKind? KindOf(string path) =>
        Texts.Contains(path) ? JsonValueKind.String : Kinds.TryGetValue(path, out var kind) ? kind : null;
}
