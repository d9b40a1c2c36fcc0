using System.Text.Json;
using CsCheck;
using Engine.Properties;
using Engine.Secrets;
using Engine.State;
using Engine.Tests.Secrets;

namespace Engine.Tests.State;

public sealed class CheckpointStoreTests : IDisposable
{
    private static readonly PassphraseSecrets Secrets =
        new(PassphraseSecretsTests.Salt, () => PassphraseSecretsTests.Passphrase);

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    private string File => Path.Combine(_directory, "dev.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Save_ManyTimes_EachIsThereAtOnce()
    {
        using var store = Store();
        for (var count = 0; count <= 200; count++)
        {
            await store.SaveAsync(Snapshot(count));
            Assert.Equal(count, Read().Resources.Count);
        }
    }

    [Fact]
    public async Task Save_AnySnapshotsInAnyOrder_TheNewestIsReadBack()
    {
        var instances = Enumerable.Range(0, 12).Select(index => Resource(index)).ToArray();
        var snapshots = Gen.Select(Gen.Shuffle(instances, 0, 12), Gen.Int[0, 2]).Select((chosen, pending) =>
            new Snapshot(chosen,
                [.. instances[..pending].Select(state => new PendingOperation(state, PendingOperationKind.Deleting))]));
        await snapshots.Array[1, 30].SampleAsync(async sequence =>
        {
            var store = Store();
            foreach (var snapshot in sequence)
                await store.SaveAsync(snapshot);
            AssertSame(sequence[^1], Read());
            store.Dispose();
            AssertSame(sequence[^1], Read());
            Assert.False(System.IO.File.Exists(StateFile.Journal(File)));
        }, iter: 100, threads: 1);
    }

    [Fact]
    public async Task Save_AMomentLater_TheStateFileItselfIsUpToDate()
    {
        using var store = Store();
        for (var count = 0; count <= 50; count++)
            await store.SaveAsync(Snapshot(count));
        var last = "urn:pulumi:dev::proj::t:t:T::r49";
        await Wait.UntilAsync(
            "the journal is written into the state file", () => System.IO.File.ReadAllText(File).Contains(last));
    }

    [Fact]
    public async Task Read_WhileItIsWritten_AlwaysFindsAWholeState()
    {
        using (var store = Store())
            await store.SaveAsync(Snapshot(1));
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var round = 0; !enough.IsCancellationRequested; round++)
                await Store().SaveAsync(Snapshot(round % 30 + 1)); // a new store always writes the whole file
        });
        try
        {
            for (var reads = 0; reads < 300 && !writing.IsCompleted; reads++)
            {
                using var json = JsonDocument.Parse(await System.IO.File.ReadAllBytesAsync(File));
                Assert.Equal(3, json.RootElement.GetProperty("version").GetInt32());
            }
        }
        finally
        {
            await enough.CancelAsync();
            await writing;
        }
    }

    [Fact]
    public async Task Read_JournalCutShort_IgnoresTheBrokenLine()
    {
        await SaveTwiceAndCrashAsync();
        await System.IO.File.AppendAllTextAsync(StateFile.Journal(File), "{\"at\":0,\"drop\":3,\"ad");
        Assert.Equal(3, Read().Resources.Count);
    }

    [Fact]
    public async Task Read_JournalWithABrokenLineInside_SaysWhichAndDoesNotGoOnWithout()
    {
        await SaveTwiceAndCrashAsync();
        var journal = StateFile.Journal(File);
        var last = (await System.IO.File.ReadAllLinesAsync(journal))[^1];
        await System.IO.File.AppendAllTextAsync(journal, "{\"at\":0,\"drop\":3,\"ad" + last + "\n");

        var failure = Assert.Throws<EngineException>(() => Read());

        Assert.StartsWith($"the journal {journal} is damaged in line 3; ", failure.Message);
    }

    [Fact]
    public async Task Read_JournalOfAnotherStateFile_IsIgnored()
    {
        await SaveTwiceAndCrashAsync();
        var journal = await System.IO.File.ReadAllBytesAsync(StateFile.Journal(File));
        using (var store = Store())
            await store.SaveAsync(Snapshot(7));
        await System.IO.File.WriteAllBytesAsync(StateFile.Journal(File), journal);
        Assert.Equal(7, Read().Resources.Count);
    }

    [Fact]
    public async Task Recover_AfterACrash_MakesTheStateFileWhole()
    {
        await SaveTwiceAndCrashAsync();
        StateFile.Recover(File);
        Assert.False(System.IO.File.Exists(StateFile.Journal(File)));
        Assert.Equal(3, Read().Resources.Count);
        Assert.Equal("dev", Read().Resources[2].Inputs.GetString("stack"));
    }

    [Fact]
    public async Task Save_OverTheRestOfAKilledWrite_Works()
    {
        await System.IO.File.WriteAllTextAsync($"{File}.{Environment.ProcessId}.tmp", "{\"version\":3,\"chec");
        using (var store = Store())
            await store.SaveAsync(Snapshot(2));
        Assert.Equal(2, Read().Resources.Count);
        Assert.Equal([File], Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task Dispose_BrokenSnapshotInTheJournal_FailsAndKeepsTheLastRightFile()
    {
        var store = Store();
        var gone = Resource(1) with { Parent = "urn:gone" };
        var failure = await Assert.ThrowsAsync<EngineException>(async () =>
        {
            using (store)
            {
                await store.SaveAsync(Snapshot(3));
                await store.SaveAsync(new Snapshot([gone], []));
            }
        });
        Assert.Contains($"child resource {gone.Urn} refers to missing parent urn:gone", failure.Message);
        Assert.Contains("r2", await System.IO.File.ReadAllTextAsync(File));
    }

    /// <summary>Leaves a state file of 300 resources and a journal that brings them down to 3, and no store.</summary>
    private async Task SaveTwiceAndCrashAsync()
    {
        var running = Path.Combine(_directory, "running", "dev.json");
        var journal = StateFile.Journal(running);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var store = new CheckpointStore(running, "organization/proj/dev", Secrets);
            await store.SaveAsync(Snapshot(300));
            await store.SaveAsync(Snapshot(3));
            // The store may rewrite the file while it is copied; then the two do not fit together.
            if (!System.IO.File.Exists(journal))
                continue;
            System.IO.File.Copy(running, File, overwrite: true);
            var changes = await System.IO.File.ReadAllTextAsync(journal);
            if (!(await System.IO.File.ReadAllTextAsync(File)).Contains(changes.Split('\n')[0]))
                continue;
            await System.IO.File.WriteAllTextAsync(StateFile.Journal(File), changes);
            return;
        }
        Assert.Fail("no save went to the journal");
    }

    private static void AssertSame(Snapshot expected, Snapshot actual)
    {
        Assert.Equal(expected.Resources.Select(state => state.Urn), actual.Resources.Select(state => state.Urn));
        Assert.Equal(
            expected.PendingOperations.Select(operation => operation.Resource.Urn),
            actual.PendingOperations.Select(operation => operation.Resource.Urn));
    }

    private CheckpointStore Store() => new(File, "organization/proj/dev", Secrets);

    private Snapshot Read() => CheckpointJson.Read(StateFile.Read(File), _ => Secrets).Snapshot;

    private static Snapshot Snapshot(int count) => new([.. Enumerable.Range(0, count).Select(Resource)], []);

    private static ResourceState Resource(int index) => new()
    {
        Urn = $"urn:pulumi:dev::proj::t:t:T::r{index}",
        Type = "t:t:T",
        Custom = true,
        Id = $"{index}",
        Inputs = PropertyMap.Empty.Set("stack", "dev").Set("pw", new SecretValue("s3cr3t")),
    };
}
