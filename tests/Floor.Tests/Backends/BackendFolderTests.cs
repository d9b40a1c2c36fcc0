using Floor.Backends;

namespace Floor.Tests.Backends;

/// <summary>Where a backend's URL leads, as Pulumi reads it.</summary>
public class BackendFolderTests
{
    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    [Theory]
    [InlineData("file:///srv/state", "/srv/state")]
    [InlineData("file:///srv/state/", "/srv/state")]
    [InlineData("file:///srv/my%20state?no_tmp_dir=true", "/srv/my state")]
    [InlineData("file://./state", "/project/state")]
    [InlineData("file://../state", "/state")]
    [InlineData("s3://bucket", null)]
    [InlineData("https://api.pulumi.com", null)]
    public void RootOf_Url_IsTheFolderThatItNames(string url, string? root) =>
        Assert.Equal(root, BackendFolder.RootOf(url, "/project"));

    [Theory]
    [InlineData("file://~", "")]
    [InlineData("file://~/state", "/state")]
    public void RootOf_Tilde_IsTheUsersOwn(string url, string below) =>
        Assert.Equal(Home + below, BackendFolder.RootOf(url, "/project"));

    [Fact]
    public void Folders_AreThoseOfPulumisFileBackend()
    {
        var folder = new BackendFolder("/srv/state", "site");

        Assert.Equal(
            [
                "/srv/state/.pulumi/meta.yaml", "/srv/state/.pulumi/stacks/site", "/srv/state/.pulumi/history/site/prod",
                "/srv/state/.pulumi/backups/site/prod", "/srv/state/.pulumi/locks/organization/site/prod",
            ],
            [folder.Meta, folder.States, folder.History("prod"), folder.Backups("prod"), folder.Locks("prod")]);
    }
}
