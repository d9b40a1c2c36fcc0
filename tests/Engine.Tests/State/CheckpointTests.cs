using System.Text;
using System.Text.Json;
using CsCheck;
using Engine.Properties;
using Engine.Protocol;
using Engine.Secrets;
using Engine.State;
using Engine.Tests.Secrets;

namespace Engine.Tests.State;

public sealed class CheckpointTests : IDisposable
{
    private const string Stack = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev";

    private static readonly PassphraseSecrets Secrets =
        new(PassphraseSecretsTests.Salt, () => PassphraseSecretsTests.Passphrase);

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    private string StateFile => Path.Combine(_directory, "stacks", "dev.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Magic_OfTheVersion_IsItsHash() =>
        Assert.Equal("7dff0d166258e7f1d265e8e044021ea087795d58a0c6415ab6fe8b7c790e447f", Manifest.Magic("v3.260.0"));

    [Fact]
    public async Task Save_EmptySnapshot_WritesTheShapeOfANewStack()
    {
        await Store().SaveAsync(Snapshot.Empty);
        Assert.Matches(
            """^\{"version":3,"checkpoint":\{"stack":"organization/proj/dev","latest":\{"manifest":\{"ti"""
            + """me":"[^"]+Z","magic":"7dff0d[0-9a-f]+","version":"v3.260.0"\},"secrets_providers":\{"ty"""
            + """pe":"passphrase","state":\{"salt":"v1:[^"]+"\}\},"metadata":\{\}\}\}\}$""",
            await File.ReadAllTextAsync(StateFile));
    }

    [Fact]
    public async Task Save_FullResource_WritesFieldsInPulumisOrder()
    {
        await Store().SaveAsync(new Snapshot(
            [Component(), Full()], [new PendingOperation(Full(), PendingOperationKind.Updating)]));
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(StateFile));
        var latest = json.RootElement.GetProperty("checkpoint").GetProperty("latest");
        Assert.Equal(
            ["manifest", "secrets_providers", "resources", "pending_operations", "metadata"],
            latest.EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            [
                "urn", "custom", "delete", "id", "type", "inputs", "outputs", "parent", "protect", "external",
                "dependencies", "initErrors", "propertyDependencies", "pendingReplacement", "additionalSecretOutputs",
                "customTimeouts", "retainOnDelete", "deletedWith", "created", "modified", "ignoreChanges",
                "replaceOnChanges",
            ],
            latest.GetProperty("resources")[1].EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            ["urn", "custom", "type"],
            latest.GetProperty("resources")[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal("updating", latest.GetProperty("pending_operations")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task SaveThenRead_Snapshot_IsTheSame()
    {
        var maps = TestValues.Map(TestValues.Value);
        await Gen.Select(maps, maps, Gen.Bool).SampleAsync(async (inputs, outputs, flag) =>
        {
            var snapshot = new Snapshot(
                [Component(), Full() with { Inputs = inputs, Outputs = outputs, Protect = flag }],
                [new PendingOperation(Component(), PendingOperationKind.Creating)]);
            await Store().SaveAsync(snapshot);
            var read = CheckpointJson.Read(await File.ReadAllBytesAsync(StateFile), _ => Secrets);
            Assert.Equal(Secrets.Salt, read.Salt);
            Assert.Equivalent(snapshot.Resources[0], read.Snapshot.Resources[0]);
            Assert.Equal(inputs, read.Snapshot.Resources[1].Inputs);
            Assert.Equal(outputs, read.Snapshot.Resources[1].Outputs);
            Assert.Equivalent(Empty(snapshot.Resources[1]), Empty(read.Snapshot.Resources[1]), strict: true);
            Assert.Equal(PendingOperationKind.Creating, read.Snapshot.PendingOperations.Single().Kind);
        }, iter: 50, threads: 1);

        static ResourceState Empty(ResourceState state) =>
            state with { Inputs = PropertyMap.Empty, Outputs = PropertyMap.Empty };
    }

    [Fact]
    public void Read_IndentedStateWithUnknownFieldsAndWithoutMetadata_IsAccepted()
    {
        var json = """
            { "version": 3, "new": 1, "checkpoint": { "stack": "organization/proj/dev", "latest": {
              "manifest": { "time": "2026-11-22T20:05:25.123456789+01:00", "magic": "", "version": "" },
              "resources": [ { "urn": "u", "custom": true, "type": "t", "id": "i", "later": {},
                "inputs": { "n": 2222.0 }, "outputs": { "__meta": "{}" },
                "created": "2026-11-22T20:05:25.123456789+01:00" } ] } } }
            """;
        var state = CheckpointJson.Read(Encoding.UTF8.GetBytes(json), _ => Secrets).Snapshot.Resources.Single();
        Assert.Equal(2222.0, state.Inputs["n"]);
        Assert.Equal("{}", state.Outputs.GetString("__meta"));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 19, 5, 25, TimeSpan.Zero).AddTicks(1234567), state.Created);
    }

    [Theory]
    [InlineData("""{"version":3,"checkpoint":{"latest":{"manifest":{"magic":"00","version":"v3.260.0"}}}}""",
        "magic cookie mismatch; possible tampering/corruption detected")]
    [InlineData("""{"version":4,"features":["views"],"checkpoint":{}}""",
        "this stack's deployment needs support for the following features: views")]
    [InlineData("""{"version":7,"checkpoint":{}}""", "the state has version 7; this program reads version 3")]
    [InlineData(
        """{"version":3,"checkpoint":{"latest":{"resources":[{"urn":"u","custom":true,"type":"t","inputs":{"s":{"""
        + $"\"{Sentinels.Signature}\":\"{Sentinels.Secret}\",\"ciphertext\":\"v1:x:y\"}}}}}}]}}}}}}",
        "snapshot contains encrypted secrets but no secrets manager could be found")]
    [InlineData("{", "could not read the state: ")]
    [InlineData("""{"version":3}""", "this is no state: there is no 'checkpoint' in it")]
    public void Read_WrongState_SaysWhatIsWrong(string json, string message)
    {
        var failure = Assert.Throws<EngineException>(
            () => CheckpointJson.Read(Encoding.UTF8.GetBytes(json), _ => Secrets));
        Assert.StartsWith(message, failure.Message);
    }

    [Fact]
    public async Task Save_SecondTime_KeepsThePreviousFileAndPrivateModes()
    {
        await Store().SaveAsync(Snapshot.Empty);
        var first = await File.ReadAllTextAsync(StateFile);
        await Store().SaveAsync(new Snapshot([Component()], []));
        Assert.Equal(first, await File.ReadAllTextAsync(StateFile + ".bak"));
        Assert.Contains(Stack, await File.ReadAllTextAsync(StateFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StateFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StateFile + ".bak"));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(StateFile)!));
    }

    [Fact]
    public async Task Save_BrokenSnapshot_FailsAndLeavesTheFile()
    {
        await Store().SaveAsync(Snapshot.Empty);
        var before = await File.ReadAllBytesAsync(StateFile);
        var failure = await Assert.ThrowsAsync<EngineException>(() => Store().SaveAsync(
            new Snapshot([Component() with { Parent = "urn:gone" }], [])));
        Assert.Equal($"child resource {Stack} refers to missing parent urn:gone", failure.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(StateFile));
    }

    private CheckpointStore Store() => new(StateFile, "organization/proj/dev", Secrets);

    private static ResourceState Component() => new() { Urn = Stack, Type = "pulumi:pulumi:Stack", Custom = false };

    private static ResourceState Full() => new()
    {
        Urn = "urn:pulumi:dev::proj::a:b:C::c",
        Type = "a:b:C",
        Custom = true,
        Id = "id",
        Delete = true,
        PendingReplacement = true,
        Inputs = PropertyMap.Empty.Set("i", 1.0),
        Outputs = PropertyMap.Empty.Set("o", "x"),
        Parent = Stack,
        Protect = true,
        RetainOnDelete = true,
        External = true,
        Dependencies = [Stack],
        PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["i"] = [], ["j"] = [Stack] },
        InitErrors = ["e"],
        AdditionalSecretOutputs = ["o"],
        CustomTimeouts = new CustomTimeoutsValue(600, null, 60),
        DeletedWith = Stack,
        IgnoreChanges = ["a"],
        ReplaceOnChanges = ["b"],
        Created = DateTimeOffset.UnixEpoch,
        Modified = DateTimeOffset.UnixEpoch.AddTicks(1),
    };
}
