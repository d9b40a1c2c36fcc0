using System.Text;
using Enginsight.Ops.Adopt;

namespace Enginsight.Ops.Tests.Adopt;

public class AdoptionPlanTests
{
    private const string Secret = "the_secret-of_the_old_server_0123";

    private const string Compose = """
        services:
          ui-m1:
            image: registry.enginsight.com/enginsight/ui-m1:7.16.1
          server-m2:
            image: registry.enginsight.com/enginsight/server-m2:7.16.2
          redis:
            image: redis:7-alpine
        """;

    [Fact]
    public void Of_SingleServer_TakesSecretDomainsMailAndVersions()
    {
        var plan = Plan(Configuration());

        Assert.Equal(Secret, Value(plan, "jwtSecret"));
        Assert.Equal("app.old.example.org", Value(plan, "appDomain"));
        Assert.Equal("api.old.example.org", Value(plan, "apiDomain"));
        Assert.Equal("smtp.example.org", Value(plan, "mail.host"));
        Assert.Equal("465", Value(plan, "mail.port"));
        Assert.Equal("p\"w", Value(plan, "mail.password"));
        Assert.Equal("7.16.2", Value(plan, "versions.server-m2"));
        Assert.Equal("true", Value(plan, "twoFactor"));
    }

    [Fact]
    public void Of_SingleServer_MarksSecretsAndShowsNone()
    {
        var plan = Plan(Configuration());

        Assert.Equal(
            ["database.mongoDbUri", "jwtSecret", "mail.password"],
            plan.Values.Where(value => value.IsSecret).Select(value => value.Path).Order());
        Assert.DoesNotContain(plan.Values, value =>
            value.Shown.Contains(Secret, StringComparison.Ordinal)
            || value.Shown.Contains("p\"w", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Notes, note => note.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_ConfigurationOfTheStack_IsAcceptedAfterwards()
    {
        var plan = Plan(Configuration());

        var settings = SomeStack.Settings(
            ("jwtSecret", Value(plan, "jwtSecret")!),
            ("database", $$"""{"host":"10.0.0.30","mongoDbUri":"{{Value(plan, "database.mongoDbUri")}}"}"""));

        Assert.Equal(Secret, settings.JwtSecret!.Reveal());
    }

    [Theory]
    [InlineData("redis://redis:6379", null)]
    [InlineData("redis://10.0.0.30:6379", null)]
    [InlineData("redis://:known-password@10.0.0.30:6379", "known-password")]
    public void Of_Redis_TakesOnlyAPasswordOnTheDatabaseVm(string uri, string? password) =>
        Assert.Equal(password, Value(Plan(Configuration(redis: uri)), "database.redisPassword"));

    [Theory]
    [InlineData("mongodb://10.0.0.30:27017/enginsight?replicaSet=rs0&w=1", true)]
    [InlineData("mongodb://10.0.0.30:27017/enginsight?replicaSet=rs0", false)] // the default
    [InlineData("mongodb://10.0.0.30:27017/enginsight", false)]
    [InlineData("mongodb://127.0.0.1:27017/enginsight?replicaSet=rs0", false)]
    [InlineData("mongodb://mongodb:27017/enginsight?replicaSet=rs0", false)]
    public void Of_MongoDb_KeepsAUriThatWorksFromTheOtherVms(string uri, bool taken)
    {
        var plan = Plan(Configuration(mongo: uri));

        Assert.Equal(taken ? uri : null, Value(plan, "database.mongoDbUri"));
        Assert.Equal(taken, !plan.Notes.Any(note => note.Contains("mongoDbUri", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_OneNameForBoth_AsksForASecond()
    {
        var plan = Plan(Configuration().Replace("api.old.", "app.old.", StringComparison.Ordinal));

        Assert.Null(Value(plan, "apiDomain"));
        Assert.Contains(plan.Notes, note => note.Contains("set apiDomain", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_SettingsWithoutAPlaceOfTheirOwn_AreTakenAsTheyAre()
    {
        var plan = Plan("""
            {
              "api": { "jwt": { "secret": "abc" }, "port": 8081, "headers": { "X-Site": "a", "Odd \"name.x": "b" },
                       "cookies": { "signed": true, "maxAge": 3600000 } },
              "sms": { "limit": 20, "region": "eu-central-1", "secretAccessKey": "hunter2" },
              "integrations": { "own": ["a", { "b": 1 }] }
            }
            """);

        Assert.Equal(
            new[]
            {
                """serviceConfiguration.api.headers["Odd \"name.x"] b""",
                "serviceConfiguration.api.headers.X-Site a",
                "serviceConfiguration.api.cookies.signed true",
                "serviceConfiguration.integrations.own[0] a",
                "serviceConfiguration.integrations.own[1].b 1",
                "serviceConfiguration.sms.region eu-central-1",
                "serviceConfiguration.sms.secretAccessKey [secret]",
            }.Order(StringComparer.Ordinal),
            plan.Values.Where(value => value.Path.StartsWith("serviceConfiguration.", StringComparison.Ordinal))
                .Select(value => $"{value.Path} {value.Shown}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("registry.enginsight.com/enginsight/server-m2:1.0", null)]
    [InlineData("harbor.local/enginsight/server-m2:1.0", "harbor.local")]
    [InlineData("harbor.local/proxy/enginsight/server-m2:1.0", "harbor.local/proxy/enginsight")]
    [InlineData("harbor.local:8443/mirror/server-m2:1.0", "harbor.local:8443/mirror")]
    [InlineData("server-m2:1.0", null)]
    [InlineData("company/server-m2:1.0", null)]
    public void Of_Registry_IsTakenWithItsPath(string image, string? server)
    {
        var plan = AdoptionPlan.Of(
            Read(
                ("docker-compose.yml", $"services:\n  server-m2:\n    image: {image}\n"),
                ("conf/services/config.json.production", Configuration())),
            SomeStack.Settings());

        Assert.Equal(server, Value(plan, "registry.server"));
    }

    [Fact]
    public void Of_RecaptchaKeyOfTheUserInterface_IsTaken()
    {
        var plan = Plan(
            Configuration(),
            ("conf/ui-m1/environment.js", "module.exports = () => ({\n  recaptchaKey: '',\n});\n"),
            ("conf/ui-m1/environment.js.production", "module.exports = () => ({\n  recaptchaKey: '6Lc-x',\n});\n"));

        Assert.Equal("6Lc-x", Value(plan, "uiConfiguration.recaptchaKey"));
    }

    /// <summary>What adopt writes, a preview takes; each value goes through config set, which makes numbers of digits.</summary>
    [Fact]
    public void Of_SettingsTakenOver_AreAcceptedAfterwards()
    {
        var settings = SomeStack.Settings(
            ("serviceConfiguration", """{"sms":{"region":"eu","senderId":4711,"limit":"5"}}"""));

        Assert.Contains("4711", settings.ServiceConfiguration.Secrets.Values.Select(secret => secret.Reveal()));
    }

    [Fact]
    public void Of_ContainersReadAnotherSecretThanTheFile_TakesTheirs()
    {
        var plan = Plan(Configuration(), ("conf/DEFAULT_JWT_SECRET.conf", "another_secret\n"));

        Assert.Equal(Secret, Value(plan, "jwtSecret"));
        Assert.Contains(plan.Notes, note => note.Contains("another secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_TemplateOnly_FillsPlaceholdersFromTheFiles()
    {
        var installation = Read(
            ("docker-compose.yml", Compose),
            ("conf/services/config.json",
                """{ "api": { "jwt": { "secret": "%%JWT_SECRET%%" } }, /* odd */ "app": {"host":"%%APP_URL%%"}, }"""),
            ("conf/DEFAULT_JWT_SECRET.conf", Secret + "\n"),
            ("conf/DEFAULT_APP_URL.conf", "https://app.old.example.org\n"));

        var plan = AdoptionPlan.Of(installation, SomeStack.Settings());

        Assert.Equal(Secret, Value(plan, "jwtSecret"));
        Assert.Equal("app.old.example.org", Value(plan, "appDomain"));
    }

    [Fact]
    public void Of_LoginOfDocker_IsTaken()
    {
        var auth = Convert.ToBase64String("site:pull-password"u8);

        var plan = Plan(
            Configuration(),
            ("docker-logins", $$"""{"auths":{"registry.enginsight.com":{"auth":"{{auth}}"} } }"""));

        Assert.Equal("site", Value(plan, "registry.username"));
        Assert.Equal("pull-password", Value(plan, "registry.password"));
    }

    [Theory]
    [InlineData("r/enginsight/server-m2:${TAG}", "TAG=7.16.2")]
    [InlineData("r/enginsight/server-m2:${TAG:?set it}", "export TAG='7.16.2'")]
    [InlineData("r/enginsight/server-m2:$TAG", "# of June\nTAG=7.16.2\r\n")]
    public void Of_VersionInAVariable_IsFilledInFromTheFileBeside(string image, string variables) =>
        Assert.Equal("7.16.2", Value(
            Plan(Configuration(), ("docker-compose.yml", Compose2(image)), (".env", variables)), "versions.server-m2"));

    [Theory]
    [InlineData("r/enginsight/server-m2:${TAG}")]
    [InlineData("r/enginsight/server-m2@sha256:0123456789abcdef")]
    [InlineData("r/enginsight/server-m2")]
    public void Of_VersionThatTheFileDoesNotTell_IsThatOfWhatRuns(string image)
    {
        var file = ("docker-compose.yml", Compose2(image));

        Assert.Equal("7.16.3", Value(
            Plan(Configuration(), file, ("running-images", "server-m2 r/enginsight/server-m2:7.16.3\n")),
            "versions.server-m2"));
        var plan = Plan(Configuration(), file);
        Assert.Null(Value(plan, "versions.server-m2"));
        Assert.Equal("7.16.1", Value(plan, "versions.ui-m1"));
        Assert.Contains(
            plan.Notes, note => note.StartsWith("server-m2 has no version there", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_ForeignServiceWithoutAVersion_IsNotAskedFor()
    {
        var plan = Plan(
            Configuration(), ("docker-compose.yml", $"{Compose}\n  watch:\n    image: portainer/portainer-ce\n"));

        Assert.Equal("7.16.2", Value(plan, "versions.server-m2"));
        Assert.DoesNotContain(plan.Notes, note => note.Contains("watch", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_ImagesWithoutARegistry_KeepTheirVersionsAndSayWhy()
    {
        const string image = "ui-m1:7.16.1";
        var plan = Plan(Configuration(), ("docker-compose.yml", $"services:\n  ui-m1:\n    image: {image}\n"));

        Assert.Null(Value(plan, "registry.server"));
        Assert.Equal("7.16.1", Value(plan, "versions.ui-m1"));
        Assert.Contains(
            plan.Notes, note => note.StartsWith("registry.server: not taken", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_LoginOfDockerThatCannotBeRead_KeepsNothingElseBack() =>
        Assert.Equal("7.16.2", Value(Plan(Configuration(), ("docker-logins", "{ broken")), "versions.server-m2"));

    [Fact]
    public void Read_NoInstallation_SaysWhichFileIsMissing()
    {
        var error = Assert.Throws<OpsException>(() => Installation.Read(""));

        Assert.Contains(
            "/opt/enginsight/enterprise/conf/services/config.json is missing",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BrokenJson_SaysTheLineAndQuotesNothing()
    {
        var error = Assert.Throws<OpsException>(() => Read(
            ("docker-compose.yml", Compose), ("conf/services/config.json", "{\n\"a\": topsecret\n}")));

        Assert.Equal("conf/services/config.json is not valid JSON, line 2", error.Message);
    }

    [Fact]
    public void Of_NoJwtSecret_Fails() => Assert.Throws<OpsException>(() => AdoptionPlan.Of(
        Read(("docker-compose.yml", Compose), ("conf/services/config.json", "{}")), SomeStack.Settings()));

    private static string Configuration(
        string redis = "redis://redis:6379",
        string mongo = "mongodb://10.0.0.30:27017/enginsight?replicaSet=rs0&w=1") => $$"""
        {
          // edited by hand
          "onpremise": { "twoFactor":{"enabled":   true} },
          "api": { "url": "https://api.old.example.org", "jwt": { "secret" : "{{Secret}}", "expiresIn": "24h" } },
          "loopDelay": 15000,
          "database": { "uriConnectionString": "{{mongo}}" }, "cache": "{{redis}}",
          "email": { "sender": "a", "host": "smtp.example.org", "port": "465", "user": "u", "pass": "p\"w" },
          "app": { "host": "https://app.old.example.org" },
          "sms": { "limit": 20, "region": "eu-central-1", },
        }
        """;

    private static AdoptionPlan Plan(string configuration, params (string Path, string Text)[] more) => AdoptionPlan.Of(
        Read([.. more, ("docker-compose.yml", Compose), ("conf/services/config.json.production", configuration)]),
        SomeStack.Settings());

    private static string Compose2(string image) =>
        $"services:\n  ui-m1:\n    image: r/enginsight/ui-m1:7.16.1\n  server-m2:\n    image: {image}\n";

    private static Installation Read(params (string Path, string Text)[] files) =>
        Installation.Read(string.Join('\n', files
            .DistinctBy(file => file.Path)
            .Select(file => $"{file.Path} {Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Text))}")));

    private static string? Value(AdoptionPlan plan, string path) =>
        plan.Values.SingleOrDefault(value => value.Path == path)?.Value;
}
