using Enginsight.Infra.Settings;
using Enginsight.Ops.Status;

namespace Enginsight.Ops.Tests.Status;

/// <summary>How the replica set of three database VMs is, from what each says of itself.</summary>
public class ReplicaSetStatusTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);
    private static readonly string[] All = ["10.0.0.30:27017", "10.0.0.31:27017", "10.0.0.32:27017"];
    private static readonly DatabaseSettings Database = SettingsReader.Read(Config.Members()).Database;

    [Fact]
    public void Of_AllWell_NamesThePrimaryAndTheLagOfTheOthers()
    {
        var status = Of(Primary(), Secondary(0), Secondary(3));

        Assert.Null(status.Flaw);
        Assert.All(status.Members, member => Assert.Null(member.Flaw));
        Assert.Equal(
            ["db1 primary", "db2 0 s behind", "db3 3 s behind"],
            status.Members.Select(member => $"{member.Name} {member.Words}"));
    }

    [Fact]
    public void Of_SilentMember_IsNamed() =>
        Assert.Equal("does not answer", Of(Primary(), Secondary(0), null).Members[2].Flaw);

    [Fact]
    public void Of_MemberFarBehind_IsNamed() =>
        Assert.Equal("is 61 s behind", Of(Primary(), Secondary(61), Secondary(0)).Members[1].Flaw);

    [Fact]
    public void Of_MemberThatCopies_IsNamed() => Assert.Equal(
        "copies, or does not work",
        Of(Primary(), MongoAnswer.Hello(("setName", "rs0")), Secondary(0)).Members[1].Flaw);

    /// <summary>A member without a vote has no priority either, and so is no host but a passive.</summary>
    [Fact]
    public void Of_MemberWithoutAVote_IsNamed() => Assert.Equal(
        "has no vote in rs0", Of(Primary(All[..2]), Secondary(0), Secondary(0)).Members[2].Flaw);

    [Fact]
    public void Of_MemberOfNoSetOrAnother_IsNamed()
    {
        var status = Of(
            Primary(), MongoAnswer.Hello(("isreplicaset", true)), MongoAnswer.Hello(("setName", "rs9"), ("secondary", true)));

        Assert.Equal([null, "is not in rs0", "is in rs9"], status.Members.Select(member => member.Flaw));
    }

    [Fact]
    public void Of_NoPrimaryOrTwo_IsTheSetsFlaw()
    {
        Assert.StartsWith("no member is the primary", Of(Secondary(0), Secondary(0), null).Flaw, StringComparison.Ordinal);
        Assert.Equal(
            "db1 and db3 both say that they are the primary", Of(Primary(), Secondary(0), Primary()).Flaw);
    }

    private static ReplicaSetStatus Of(params string?[] said) => ReplicaSetStatus.Of(
        Database, Database.Members.Zip(said).ToDictionary(pair => pair.First.Name, pair => pair.Second));

    private static string Primary(string[]? hosts = null) => MongoAnswer.Hello(
        ("setName", "rs0"), ("isWritablePrimary", true), ("secondary", false), ("hosts", hosts ?? All),
        ("lastWrite", new (string, object)[] { ("lastWriteDate", Now) }));

    private static string Secondary(int behind) => MongoAnswer.Hello(
        ("setName", "rs0"), ("isWritablePrimary", false), ("secondary", true), ("hosts", All),
        ("lastWrite", new (string, object)[] { ("lastWriteDate", Now.AddSeconds(-behind)) }));
}
