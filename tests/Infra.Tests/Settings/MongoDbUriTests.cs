using System.Text.Json.Nodes;
using CsCheck;
using Enginsight.Infra.Settings;
using MongoDB.Driver;

namespace Enginsight.Infra.Tests.Settings;

public class MongoDbUriTests
{
    [Theory]
    [InlineData("mongodb://10.0.0.30:27017/enginsight?replicaSet=rs0")]
    [InlineData("mongodb://10.0.0.30/enginsight?REPLICASET=rs0")]
    [InlineData("mongodb://db1.example.org:27017,db2.example.org:27018,10.0.0.32/enginsight?replicaSet=rs0&w=majority")]
    [InlineData("mongodb://user:p%40ss%2Fword@10.0.0.30/enginsight?replicaSet=rs0&authSource=admin")]
    [InlineData("mongodb://CN%3Dclient@10.0.0.30/enginsight?replicaSet=rs0&authMechanism=MONGODB-X509&tls=true")]
    [InlineData("mongodb+srv://user:password@cluster0.example.org/enginsight")]
    [InlineData("mongodb+srv://cluster0.example.org/enginsight?tls=false&replicaSet=rs0")]
    [InlineData("mongodb://10.0.0.30/enginsight?replicaSet=rs0&appName=a%40b")]
    [InlineData("mongodb://db_one.example.org/enginsight?replicaSet=rs0")]
    [InlineData("mongodb://10.0.0.30/enginsight?replicaSet=rs0&readPreferenceTags=dc:1&readPreferenceTags=dc:2")]
    public void Read_UriThatADriverTakes_IsAccepted(string uri) =>
        Assert.Equal(uri, Read(uri).Database.MongoDbUri!.Reveal());

    [Theory]
    [InlineData("10.0.0.30", "should look like mongodb://")]
    [InlineData("MONGODB://10.0.0.30/enginsight?replicaSet=rs0", "does not begin with mongodb://")]
    [InlineData("mongodb://10.0.0.30/enginsight", "should name the replica set")]
    [InlineData("mongodb://10.0.0.30/enginsight?replicaSet=", "has replicaSet without a value")]
    [InlineData("mongodb://10.0.0.30/enginsight?replicaSet=rs0&replicaset=rs1", "has replicaset twice")]
    [InlineData("mongodb://10.0.0.30/?replicaSet=rs0", "should name the data base")]
    [InlineData("mongodb://10.0.0.30?replicaSet=rs0", "should name the data base")]
    [InlineData("mongodb://10.0.0.30/engin.sight?replicaSet=rs0", "has a name of its data base")]
    [InlineData("mongodb://127.0.0.1/enginsight?replicaSet=rs0", "should name the database VM as the others reach it")]
    [InlineData("mongodb://10.0.0.30,LOCALHOST:1/enginsight?replicaSet=rs0", "should name the database VM as")]
    [InlineData("mongodb://[::1]/enginsight?replicaSet=rs0", "should name the database VM as the others reach it")]
    [InlineData("mongodb://0.0.0.0/enginsight?replicaSet=rs0", "should name the database VM as the others reach it")]
    [InlineData("mongodb://[fd00::30]:27017/enginsight?replicaSet=rs0", "should name hosts by IPv4 address or by name")]
    [InlineData("mongodb://fd00::30/enginsight?replicaSet=rs0", "has a host with several colons")]
    [InlineData("mongodb://10.0.0.300/enginsight?replicaSet=rs0", "has a host that is neither")]
    [InlineData("mongodb://10.0.0.30,/enginsight?replicaSet=rs0", "has no host where one should be")]
    [InlineData("mongodb:///enginsight?replicaSet=rs0", "has no host where one should be")]
    [InlineData("mongodb://%2Ftmp%2Fmongodb.sock/enginsight?replicaSet=rs0", "names a socket file")]
    [InlineData("mongodb://10.0.0.30:0/enginsight?replicaSet=rs0", "has a port that is no number from 1 to 65535")]
    [InlineData("mongodb://10.0.0.30:/enginsight?replicaSet=rs0", "has a port that is no number from 1 to 65535")]
    [InlineData("mongodb://user:hunter2@x@10.0.0.30/enginsight?replicaSet=rs0", "has an @ too many")]
    [InlineData("mongodb://user:hunter2/x@10.0.0.30/enginsight?replicaSet=rs0", "has an @ too many")]
    [InlineData("mongodb://10.0.0.30/enginsight?replicaSet=rs0&appName=a@b", "has an @ too many")]
    [InlineData("mongodb://user:hunter2:x@10.0.0.30/enginsight?replicaSet=rs0", "that is not escaped")]
    [InlineData("mongodb://user:hunter2%zz@10.0.0.30/enginsight?replicaSet=rs0", "that is not escaped")]
    [InlineData("mongodb://:hunter2@10.0.0.30/enginsight?replicaSet=rs0", "has an @ without a user name")]
    [InlineData("mongodb://user:hunter2?x@10.0.0.30/enginsight?replicaSet=rs0", "has an @ too many")]
    [InlineData("mongodb://10.0.0.30 /enginsight?replicaSet=rs0", "has a blank in it")]
    [InlineData("mongodb://10.0.0.30/enginsight?replicaSet=rs0&tls=yes", "has a value of tls that is neither")]
    [InlineData("mongodb://10.0.0.30/enginsight?replicaSet=rs0&tls=true&ssl=false", "says tls and ssl")]
    [InlineData("mongodb://10.0.0.30/enginsight?replicaSet=rs0&tlsCAFile=/ca.pem", "should name no files, has tlsCA")]
    [InlineData("mongodb://10.0.0.30,10.0.0.31/enginsight?replicaSet=rs0&directConnection=true", "has directConn")]
    [InlineData("mongodb://10.0.0.30/enginsight?replicaSet=rs0&loadBalanced=true", "has loadBalanced=true")]
    [InlineData("mongodb+srv://cluster0.example.org:27017/enginsight", "should name one host after")]
    [InlineData("mongodb+srv://a.example.org,b.example.org/enginsight", "should name one host after")]
    [InlineData("mongodb+srv://10.0.0.30/enginsight", "should name one host after")]
    public void Read_UriThatWouldFailOnTheVm_IsRefusedInOneLineWithoutIt(string uri, string line)
    {
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => Read(uri)).Problems);

        Assert.StartsWith("database.mongoDbUri: ", problem, StringComparison.Ordinal);
        Assert.Contains(line, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void MongoDb_NoUri_IsTheDatabaseVmsOwn()
    {
        var uri = SettingsReader.Read(Config.Site()).Database.MongoDb;

        Assert.Equal(new MongoDbHost("10.0.0.30", 27017), Assert.Single(uri.Hosts));
        Assert.Equal(("enginsight", "rs0", false), (uri.Database, uri.ReplicaSet, uri.Tls));
    }

    /// <summary>MongoDB's driver for .NET is the measure; the one for Node.js has the same specification.</summary>
    [Fact]
    public void Parse_AnyUri_IsReadAsTheDriverReadsIt()
    {
        var taken = 0;
        Uris().Sample(
        text =>
        {
            MongoDbUri uri;
            try
            {
                uri = MongoDbUri.Parse(text);
            }
            catch (FormatException)
            {
                return;
            }

            var driver = MongoUrl.Create(text);
            // Of a name to look up, this driver takes the port of the DNS server.
            Assert.Equal(
                driver.Servers.Select(server => (server.Host.Trim('[', ']'), uri.IsFromDns ? 27017 : server.Port)),
                uri.Hosts.Select(host => (host.Name, host.Port)));
            Assert.Equal(driver.DatabaseName ?? "", uri.Database);
            Assert.Equal(driver.ReplicaSetName, uri.ReplicaSet);
            Assert.Equal(driver.UseTls, uri.Tls);
            Interlocked.Increment(ref taken);
        },
        iter: 20_000);
        Assert.InRange(taken, 1_000, 20_000);
    }

    /// <summary>Parts that mostly are right, so that both right and wrong URIs come about.</summary>
    private static Gen<string> Uris()
    {
        var scheme = Gen.OneOf("mongodb://", "mongodb://", "mongodb+srv://");
        var user = Mostly(["", "user@", "user:pass@", "u%40:p%2F%25@"], ["a:b:c@", "a@b@", "%zz:x@", ":p@", "u:p/w@"]);
        var host = Mostly(
            ["10.0.0.30", "db.example.org", "[fd00::30]", "[::1]", "localhost", "a_b.c.de", "DB.example.ORG"],
            ["fd00::30", "10.0.0.300", "", "a b"]);
        var port = Mostly(["", ":27017", ":1", ":65535"], [":0", ":65536", ":", ":x", ":+1"]);
        var hosts = Gen.Select(host, port, (h, p) => h + p).Array[1, 3].Select(all => string.Join(',', all));
        var path = Mostly(["/enginsight", "/", "", "/a%20b", "/caf%C3%A9"], ["/a.b", "//x"]);
        var option = Mostly(
            [
                "replicaSet=rs0", "REPLICAset=rs%31", "tls=true", "ssl=false", "TLS=false", "w=majority", "appName=x@y",
                "retryWrites=true", "readPreference=secondary", "authSource=admin", "w=%31",
            ],
            ["tls=1", "x"]);
        var query = option.Array[0, 3].Select(all => all.Length == 0 ? "" : "?" + string.Join('&', all));
        return Gen.Select(scheme, user, hosts, path, query, (s, u, h, p, q) => s + u + h + p + q);
    }

    private static Gen<string> Mostly(string[] right, string[] wrong) =>
        Gen.Frequency((9, (IGen<string>)Gen.OneOf(right)), (1, Gen.OneOf(wrong)));

    private static StackSettings Read(string uri) =>
        SettingsReader.Read(Config.WithPath("database.mongoDbUri", JsonValue.Create(uri)));
}
