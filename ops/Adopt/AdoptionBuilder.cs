using System.Text.RegularExpressions;
using Enginsight.Infra.Settings;
using Enginsight.Ops.Versions;

namespace Enginsight.Ops.Adopt;

/// <summary>Goes through an installation topic by topic.</summary>
internal sealed partial class AdoptionBuilder(Installation installation, StackSettings settings)
{
    public List<AdoptedValue> Values { get; } = [];

    public List<string> Notes { get; } = [];

    /// <summary>What the running containers sign with counts; setup.sh's own file may be newer than they are.</summary>
    public void AddJwtSecret()
    {
        var running = installation.Text("api", "jwt", "secret");
        var kept = installation.Default("JWT_SECRET");
        var secret = running is null || running.Contains("%%", StringComparison.Ordinal) ? kept : running;
        if (secret is null)
        {
            throw new OpsException(
                $"no JWT secret in {Installation.Folder}: run setup.sh there, or set jwtSecret by hand");
        }

        if (!JwtCharacters().IsMatch(secret))
        {
            throw new OpsException(
                "the JWT secret there has characters other than A-Z a-z 0-9 _ and -, which cannot be taken over");
        }

        if (kept is not null && kept != secret)
        {
            Notes.Add("conf/DEFAULT_JWT_SECRET.conf holds another secret than the containers read: "
                + "the one that they read is taken, because it signed the tokens in use");
        }

        Secret("jwtSecret", secret);
    }

    public void AddDomains()
    {
        var app = HostOf("app.host", installation.Text("app", "host") ?? installation.Default("APP_URL"));
        var api = HostOf("api.url", installation.Text("api", "url") ?? installation.Default("API_URL"));
        if (app is not null)
            Plain("appDomain", app);
        if (api is not null && api == app)
        {
            Notes.Add($"user interface and API share the name {api} there; the load balancer needs two: "
                + "set apiDomain to a name of its own, and let the agents know it");
        }
        else if (api is not null)
        {
            Plain("apiDomain", api);
        }
    }

    public void AddMongoDb()
    {
        const string key = "database.mongoDbUri";
        var there = installation.Text("database", "uriConnectionString") ?? installation.Default("MONGODB_URI");
        if (there is not { } uri)
            Notes.Add($"{key}: none there");
        else if (WhyNotTaken(uri) is { } reason)
            Notes.Add($"{key}: not taken, it {reason}");
        else if (uri == (settings.Database with { MongoDbUri = null }).ConnectionString.Reveal())
            Notes.Add($"{key}: the same as the default for {settings.Database.Vm.Address}");
        else
            Secret(key, uri);
    }

    private static string? WhyNotTaken(string text)
    {
        try
        {
            var uri = MongoDbUri.Parse(text);
            if (!uri.IsFromDns && uri.ReplicaSet is null)
                return "names no replicaSet; make MongoDB a replica set first (./scripts/cutover-check)";
            // A name without a dot is another container's.
            return uri.Hosts.Any(host => HostRules.IsLoopback(host.Name) || !host.Name.AsSpan().ContainsAny(".:"))
                ? "names a host that is reached from that VM only; MongoDB has to run on the database VM"
                : MongoDbRules.ProblemOf(uri);
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    /// <summary>
    /// redis is a cache that starts empty; only a password that clients know already is worth keeping.
    /// </summary>
    public void AddRedis()
    {
        if ((installation.Text("cache") ?? installation.Default("REDIS_URI")) is not { } text)
            return;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host != settings.Database.Vm.Address)
        {
            Notes.Add("redis: its address is not taken, redis moves to the database VM (a cache: nothing is lost)");
            return;
        }

        var password = Uri.UnescapeDataString(uri.UserInfo.Split(':', 2)[^1]);
        if (password.Length > 0 && UrlSafe().IsMatch(password))
            Secret("database.redisPassword", password);
        else if (password.Length == 0)
            Notes.Add("redis has no password there; it gets one, unless you set database.redisPasswordless");
        else
        {
            Notes.Add("database.redisPassword: not taken, it has characters that do not fit into a URL; "
                + "a new one is made");
        }
    }

    public void AddMail()
    {
        if (installation.Text("email", "host") is not { } host)
        {
            Notes.Add("mail: not set up there");
            return;
        }

        Plain("mail.host", host);
        foreach (var key in new[] { "sender", "port", "sslTls" })
        {
            if (installation.Text("email", key) is { } value)
                Plain($"mail.{key}", value);
        }

        var user = installation.Text("email", "user");
        var password = installation.Text("email", "pass");
        if (user is not null && password is not null)
        {
            Plain("mail.user", user);
            Secret("mail.password", password);
        }
        else if (user is not null || password is not null)
        {
            Notes.Add("mail.user and mail.password belong together; only one of them is there, so neither is taken");
        }
    }

    public void AddTwoFactor()
    {
        if (installation.Text("onpremise", "twoFactor", "enabled") is { } enabled)
            Plain("twoFactor", enabled);
    }

    public void AddVersions()
    {
        var images = installation.Images();
        var versions = VersionList.OfImages(images);
        foreach (var (service, tag) in versions.Services)
            Plain($"versions.{service}", tag);
        Notes.AddRange(versions.Notes
            .Where(note => ImageVersions.Defaults.ContainsKey(note.Split(' ')[0]))
            .Select(note => $"{note}; its version stays as in the stack configuration"));
        var missing = ImageVersions.Defaults.Keys.Except(images.Select(item => item.Service)).ToArray();
        if (missing.Length > 0)
            Notes.Add($"{string.Join(", ", missing)} did not run there; versions as in the stack configuration");
        var own = images.FirstOrDefault(item => ImageVersions.Defaults.ContainsKey(item.Service));
        if (settings.Lab is null && own is not null)
            AddRegistry(own.Image);
    }

    /// <summary>Everything else that differs from the vendor's config.json.</summary>
    public void AddServiceConfiguration()
    {
        foreach (var (path, value) in ForeignSettings.In(installation.Configuration))
            AddForeign($"serviceConfiguration.{path}", ForeignSettings.Text(value), OverlayReader.LooksSecret(path));
        if (installation.Text("api", "port") is { } port && port != "8080")
            Notes.Add($"api.port is {port} there; behind the load balancer it is 8080 within the containers");
        if (installation.RecaptchaKey is { } key)
            Plain("uiConfiguration.recaptchaKey", key);
        if (SslMount().IsMatch(installation.ComposeText))
        {
            Notes.Add("conf/ssl is mounted there (MongoDB over TLS), and not taken: set database.tls.caCertificate and "
                + "database.tls.clientCertificate from its files");
        }
    }

    private void AddForeign(string path, string value, bool isSecret)
    {
        if (OverlayReader.HasPlaceholder(value))
            Notes.Add($"{path}: not taken, it holds a placeholder (%%NAME%%) that setup.sh has not filled in");
        else if (isSecret && value.Any(char.IsControl))
            Notes.Add($"{path}: not taken, it has several lines");
        else if (isSecret)
            Secret(path, value);
        else
            Plain(path, value);
    }

    private void AddRegistry(string image)
    {
        var repository = image.Contains('/') ? image[..image.LastIndexOf('/')] : "";
        var server = repository.Split('/') is [var host, "enginsight"] ? host : repository;
        var registry = settings.Registry with { Server = server, CaCertificate = null };
        if (RegistryRules.ProblemOf(registry) is not null)
        {
            Notes.Add($"registry.server: not taken, the images there are named {image.Split(':')[0]}; set it by hand");
            return;
        }

        if (server != settings.Registry.Server)
            Plain("registry.server", server);
        if (installation.LoginAt(registry.Host) is not { } login)
            return;
        Plain("registry.username", login.User);
        Secret("registry.password", login.Password);
    }

    private string? HostOf(string key, string? url)
    {
        var full = url?.Contains("://", StringComparison.Ordinal) == false ? $"https://{url}" : url;
        if (!Uri.TryCreate(full, UriKind.Absolute, out var uri))
        {
            Notes.Add($"{key}: no URL there");
            return null;
        }

        if (!uri.IsDefaultPort || uri.Scheme != Uri.UriSchemeHttps)
            Notes.Add($"{key} is {url} there; behind the load balancer it is https://{uri.Host}");
        return uri.Host;
    }

    private void Plain(string path, string value) => Values.Add(new AdoptedValue(path, value, false));

    private void Secret(string path, string value) => Values.Add(new AdoptedValue(path, value, true));

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex JwtCharacters();

    [GeneratedRegex(@"\A[A-Za-z0-9._~-]+\z")]
    private static partial Regex UrlSafe();

    [GeneratedRegex(@"^\s*-\s*""?\./conf/ssl", RegexOptions.Multiline)]
    private static partial Regex SslMount();
}
