using Enginsight.Infra.Files;

namespace Enginsight.Infra.Tests.Files;

/// <summary>What of nginx's configuration the load balancer's step takes over, as nginx -T prints it.</summary>
public sealed class ByHandTests : IDisposable
{
    private readonly Scratch _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("server_name app.example.org;", true)]
    [InlineData("server_name\n  _\n  API.example.org # the agents\n  ;", true)]
    [InlineData("server_name app.example.org www.example.org;", false)]
    [InlineData("server_name other.example.org;", false)]
    [InlineData("server_name _;", false)]
    [InlineData("# server_name app.example.org;", false)]
    public async Task SitesByHand_ServeOurNamesAndNoOthers(string line, bool isTaken)
    {
        var sites = await AskAsync($"""
            # configuration file /etc/nginx/sites-enabled/ngs.conf:
            server [ server_name app.example.org api.example.org; ]
            # configuration file /etc/nginx/conf.d/by-hand.conf:
            server [ listen 443 ssl; {line} location / [ proxy_pass http://api; ] ]
            """, "sites_by_hand");

        Assert.Equal(isTaken ? "/etc/nginx/conf.d/by-hand.conf" : "", sites);
    }

    [Theory]
    [InlineData("upstream api [ server 10.0.0.11:8080; ] upstream ui [ server 10.0.0.11:80; ]", "10.0.0.11 in")]
    [InlineData("upstream api [ server 10.0.0.11:8080 down; ] upstream ui [ server 10.0.0.11; ]", "10.0.0.11 out")]
    [InlineData("upstream api [ server [fd00::11]:8080; ] upstream ui [ server [fd00::11]:80; ]", "fd00::11 in")]
    [InlineData("location / [ proxy_pass http://10.0.0.11:8080/x; ] location /y [ proxy_pass http://10.0.0.11; ]",
        "10.0.0.11 in")]
    [InlineData("upstream api [ server 10.0.0.11:8080; ] upstream other [ server 10.0.0.50:80; ]", "")]
    [InlineData("upstream api [ server 0.0.0.1; ]", "")]
    public async Task ServersByHand_AreAskedOnBothPorts(string text, string servers) =>
        Assert.Equal(servers, await AskAsync($"# configuration file /etc/nginx/conf.d/by-hand.conf:\n{text}",
            "servers_by_hand"));

    /// <param name="configuration">Braces are written as brackets.</param>
    private async Task<string> AskAsync(string configuration, string question)
    {
        var braces = configuration.Replace("[ ", "{ ", StringComparison.Ordinal)
            .Replace(" ]", " }", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_files.At("live"), braces);
        var script = $"""
            set -euo pipefail
            api_domain=api.example.org app_domain=app.example.org
            {EmbeddedFile.Read("remote/places.sh")}
            {EmbeddedFile.Read("load-balancer/by-hand.sh")}
            {question} {_files.At("live")}
            """;
        return (await Shell.RunAsync(["bash", "-c", script])).Succeeded().Trimmed;
    }
}
