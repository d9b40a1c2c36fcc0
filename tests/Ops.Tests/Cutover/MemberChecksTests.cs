using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;

namespace Enginsight.Ops.Tests.Cutover;

/// <summary>What stands in the way of a replica set over three VMs, on each of them.</summary>
public class MemberChecksTests
{
    private static readonly DatabaseSettings Database = SettingsReader.Read(Config.Members()).Database;

    [Fact]
    public void Of_MemberOfTheSet_IsFine()
    {
        var hello = MongoAnswer.Hello(
            ("setName", "rs0"), ("hosts", new[] { "10.0.0.30:27017", "10.0.0.31:27017" }), ("primary", "10.0.0.30:27017"));

        Assert.Equal(["mongodb:Ok"], Verdicts("db2", hello));
        Assert.Equal(["mongodb:Ok", "mongosh:Ok"], Verdicts("db1", hello, "mongosh yes"));
    }

    [Fact]
    public void Of_MemberThatWaitsForASet_IsFine() =>
        Assert.Equal(["mongodb:Ok"], Verdicts("db3", MongoAnswer.Hello(("isreplicaset", true))));

    [Fact]
    public void Of_FirstWithoutTheShell_IsABlocker() => Assert.Equal(
        ["mongodb:Ok", "mongosh:Blocker"], Verdicts("db1", MongoAnswer.Hello(("isreplicaset", true))));

    public static TheoryData<string?, string> Blockers => new()
    {
        { null, "does not answer at 10.0.0.31:27017" },
        { MongoAnswer.Hello(), "runs alone: set replication.replSetName: rs0 in /etc/mongod.conf" },
        { MongoAnswer.Hello(("setName", "rs9")), "its replica set is rs9, and the URI says rs0" },
        {
            MongoAnswer.Hello(("setName", "rs0"), ("hosts", new[] { "mongo1:27017" })),
            "rs0 has a member mongo1:27017 that the stack file does not know by that name"
        },
        { MongoAnswer.Hello(("setName", "rs0")), "rs0 has no primary" },
    };

    [Theory]
    [MemberData(nameof(Blockers))]
    public void Of_WhatStandsInTheWay_IsABlocker(string? hello, string text)
    {
        var finding = Assert.Single(MemberChecks.Of(Database, "db2", Seen(hello)));

        Assert.Equal(Verdict.Blocker, finding.Verdict);
        Assert.StartsWith(text, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MemberThatADriverWouldNotUse_SaysWhatIsInItsWay() => Assert.Equal(
        "takes no TLS, which", MemberChecks.Of(Database, "db2", Seen(null, "mongo-flaw takes no TLS, which")).First().Text);

    /// <summary>Members of a set reach one another, whatever else closes the way.</summary>
    [Fact]
    public void WaysOf_Member_LeadToTheOthers()
    {
        var settings = SettingsReader.Read(Config.Members());

        Assert.Equal(
            ["db1 10.0.0.30 27017", "db3 10.0.0.32 27017"],
            NetworkChecks.WaysOf(Role.Member, settings.Database.Vms[1], settings));
    }

    [Fact]
    public void PathOf_Member_IsItsPlaceInTheList() => Assert.Equal(
        "database.members[1].hostKey", HostKeyPins.PathOf(SettingsReader.Read(Config.Members()), "db2"));

    private static IEnumerable<string> Verdicts(string vm, string hello, string more = "") =>
        MemberChecks.Of(Database, vm, Seen(hello, more)).Select(finding => $"{finding.Item}:{finding.Verdict}");

    private static Facts Seen(string? hello, string more = "") => Facts.Parse($"mongo-address {hello}\n{more}");
}
