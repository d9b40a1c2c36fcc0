using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

/// <summary>Several database VMs, whose MongoDBs are one replica set, as settings.</summary>
public class MembersTests
{
    private const string Three = """
        "members":[{"name":"db1","host":"10.0.0.30"},{"name":"db2","host":"10.0.0.31"},{"name":"db3","host":"db3.lan","address":"10.0.0.32"}]
        """;

    [Fact]
    public void Read_Members_AreTheDatabaseVms_AndAllStandInTheUri()
    {
        var database = SettingsReader.Read(Config.Members()).Database;

        Assert.Equal(["db1", "db2", "db3"], database.Vms.Select(vm => vm.Name));
        Assert.Equal("db1", database.Vm.Name);
        Assert.Equal(
            "mongodb://10.0.0.30:27017,10.0.0.31:27017,10.0.0.32:27017/enginsight?replicaSet=rs0",
            database.ConnectionString.Reveal());
    }

    [Fact]
    public void Read_OneDatabaseVm_HasTheUriThatItHad()
    {
        var database = SettingsReader.Read(Config.Site()).Database;

        Assert.Empty(database.Members);
        Assert.Equal("mongodb://10.0.0.30:27017/enginsight?replicaSet=rs0", database.ConnectionString.Reveal());
    }

    /// <summary>The stack's resources of the one database VM are called db, and are the first member's.</summary>
    [Fact]
    public void Read_FirstMember_MayKeepTheNameThatItHadAlone() => Assert.Equal("db", SettingsReader.Read(
        Config.With("database", "{" + Three.Replace("db1", "db", StringComparison.Ordinal) + "}")).Database.Vm.Name);

    [Fact]
    public void Read_UriWithAUser_NamesEachMemberByAddressOrHost()
    {
        var database = SettingsReader.Read(Config.With("database", $$"""
            {{{Three}},"mongoDbUri":"mongodb://u:p@10.0.0.31:27018,DB3.lan,10.0.0.30/enginsight?replicaSet=set1"}
            """)).Database;

        Assert.Equal(
            [("10.0.0.30", 27017), ("10.0.0.31", 27018), ("db3.lan", 27017)],
            database.Members.Select(vm => (database.PlaceOf(vm)!.Name, database.PlaceOf(vm)!.Port)));
        Assert.True(database.MongoDb.HasLogin);
    }

    [Fact]
    public void Read_VirtualAddress_IsWhereRedisIsFoundOnAnyOfThem()
    {
        Assert.Equal(3, SettingsReader.Read(Config.MembersWithRedis()).Database.RedisVms.Length);
        Assert.Single(SettingsReader.Read(Config.Members()).Database.RedisVms);
    }

    /// <summary>One line for one mistake.</summary>
    [Theory]
    [InlineData("""{"host":"10.0.0.30","virtualAddress":"10.0.0.29"}""",
        "database.virtualAddress: moves redis's address between several database VMs: list them in database.members, or "
        + "leave it out")]
    [InlineData("{" + Three + ""","virtualAddress":"10.0.0.31"}""",
        "database.virtualAddress: should be an address that no machine has, 10.0.0.31 is db2's")]
    [InlineData("{" + Three + ""","virtualAddress":"redis.lan"}""",
        "database.virtualAddress: should be an IPv4 address that no machine has, was 'redis.lan'")]
    [InlineData("""{"members":[{"name":"db1","host":"10.0.0.30"}]}""",
        "database.members: should list three, five or seven VMs, each with name and host, because more than half of them "
        + "have to be there, lists 1; a single one stands in database itself")]
    [InlineData("""{"members":[]}""", "database.members: should list three, five or seven VMs")]
    [InlineData("""{"members":[{"name":"a","host":"10.0.0.30"},{"name":"b","host":"10.0.0.31"}]}""",
        "database.members: should list three, five or seven VMs, each with name and host, because more than half of them "
        + "have to be there, lists 2")]
    [InlineData("""{"members":[{"name":"a","host":"10.0.0.30"},{"name":"b","host":"10.0.0.31"},{"name":"c","host":"10.0.0.32"},{"name":"d","host":"10.0.0.33"}]}""",
        "database.members: should list three, five or seven VMs, each with name and host, because more than half of them "
        + "have to be there, lists 4")]
    [InlineData("""{"members":[{"name":"a","host":"10.0.0.30"},{"name":"b","host":"10.0.0.31"},{"name":"c","host":"10.0.0.30"}]}""",
        "database.members[2].host: should be unique, '10.0.0.30' is also database.members[0].host")]
    [InlineData("""{"members":[{"name":"a","host":"10.0.0.30"},{"name":"b","host":"10.0.0.31"},{"name":"a","host":"10.0.0.32"}]}""",
        "database.members[2].name: should be unique, 'a' is also database.members[0].name")]
    [InlineData("""{"members":[{"name":"a","host":"10.0.0.30"},{"name":"db","host":"10.0.0.31"},{"name":"c","host":"10.0.0.32"}]}""",
        "database.members[1].name: should not be another role's name, was 'db'; db2 or db-berlin would do")]
    [InlineData("""{"members":[{"name":"a","host":"10.0.0.30"},{"name":"b","host":"10.0.0.11"},{"name":"c","host":"10.0.0.32"}]}""",
        "database.members[1].address: should be unique, '10.0.0.11' is also appServers[0].address")]
    [InlineData("""{"members":[{"name":"a","host":"10.0.0.30"},{"name":"b","host":"2001:db8::31"},{"name":"c","host":"10.0.0.32"}]}""",
        "database.members[1].address: should be an IPv4 address")]
    [InlineData("""{"members":[{"host":"10.0.0.30"},{"name":"b","host":"10.0.0.31"},{"name":"c","host":"10.0.0.32"}]}""",
        "database.members[0].name: is missing; it should be what it is called, such as db1")]
    [InlineData("{" + Three + ",\"host\":\"10.0.0.30\"}",
        "database.host: should be left out where database.members is set, which names all VMs")]
    [InlineData("{" + Three + ",\"allow\":[{\"name\":\"x\",\"address\":\"10.0.0.31\"}]}",
        "database.allow[0].address: should be unique, '10.0.0.31' is let through already")]
    [InlineData("{" + Three + ",\"mongoDbUri\":\"mongodb://10.0.0.30,10.0.0.31,10.0.0.40/enginsight?replicaSet=rs0\"}",
        "database.mongoDbUri: should name the hosts of database.members and no others, names 10.0.0.40; members have to be")]
    [InlineData("{" + Three + ",\"mongoDbUri\":\"mongodb://10.0.0.30,10.0.0.31/enginsight?replicaSet=rs0\"}",
        "database.mongoDbUri: should name each of database.members once, names db3 not at all")]
    [InlineData("{" + Three + ",\"mongoDbUri\":\"mongodb://10.0.0.30,10.0.0.31,10.0.0.32,db3.lan/enginsight?replicaSet=rs0\"}",
        "database.mongoDbUri: should name each of database.members once, names db3 2 times")]
    [InlineData("{" + Three + ",\"mongoDbUri\":\"mongodb+srv://db.example.org/enginsight?replicaSet=rs0\"}",
        "database.mongoDbUri: should name the hosts of database.members, has a name that DNS knows them by")]
    public void Read_WrongMembers_SaysInOneLineWhatIsWrong(string database, string line)
    {
        var problems = Assert.Throws<SettingsException>(
            () => SettingsReader.Read(Config.With("database", database))).Problems;

        Assert.StartsWith(line, Assert.Single(problems), StringComparison.Ordinal);
    }
}
