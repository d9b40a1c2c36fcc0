using Pulumi;

namespace Engine.Tests.Sdk;

public class ConfigTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["shop:name"] = "x",
        ["shop:count"] = "3",
        ["shop:ratio"] = "1.5",
        ["shop:on"] = "true",
        ["shop:odd"] = "True",
        ["shop:list"] = """["a","b"]""",
        ["other:name"] = "y",
    };

    [Fact]
    public async Task Get_EachType_IsParsed()
    {
        Assert.Equal(0, await RunAsync(() =>
        {
            var config = new Config();
            Assert.Equal("x", config.Get("name"));
            Assert.Equal(3, config.GetInt32("count"));
            Assert.Equal(1.5, config.RequireDouble("ratio"));
            Assert.True(config.GetBoolean("on"));
            Assert.Equal(["a", "b"], config.RequireObject<string[]>("list"));
            Assert.Null(config.GetInt32("missing"));
            Assert.Null(config.GetObject<string[]>("missing"));
            Assert.Null(config.GetSecret("missing"));
            Assert.Equal("y", new Config("other").Require("name"));
            Assert.Equal("y", new Config("other:config").Require("name"));
        }, out _));
    }

    [Fact]
    public async Task GetSecret_Value_IsSecret()
    {
        var secrets = new List<Task<bool>>();
        await RunAsync(() =>
        {
            var config = new Config();
            secrets.Add(Output.IsSecretAsync(config.RequireSecret("name")));
            secrets.Add(Output.IsSecretAsync(config.GetSecretInt32("count")!));
            secrets.Add(Output.IsSecretAsync(config.RequireSecretObject<string[]>("list")));
        }, out _);

        Assert.All(await Task.WhenAll(secrets), Assert.True);
    }

    [Fact]
    public async Task Require_Missing_SaysWhatToType()
    {
        var code = await RunAsync(() => new Config().Require("absent"), out var monitor);

        Assert.Equal(32, code);
        Assert.Equal(
            "Missing Required configuration variable 'shop:absent'\n"
            + "\tplease set a value using the command `pulumi config set shop:absent <value>`",
            Assert.Single(monitor.Logs).Message);
    }

    [Fact]
    public async Task GetBoolean_OtherThanTrueAndFalse_Fails()
    {
        var code = await RunAsync(() => new Config().GetBoolean("odd"), out var monitor);

        Assert.Equal(32, code);
        Assert.Contains("'shop:odd'", Assert.Single(monitor.Logs).Message);
    }

    [Fact]
    public async Task RequireObject_NotOfThatShape_Fails()
    {
        Assert.Equal(32, await RunAsync(() => new Config().RequireObject<int[]>("list"), out _));
    }

    private static Task<int> RunAsync(Action program, out RecordingMonitor monitor)
    {
        monitor = new RecordingMonitor
        {
            Settings = new() { Project = "shop", Stack = "dev", RootDirectory = "/", DryRun = false, Config = Values },
        };
        return monitor.RunAsync(program);
    }
}
