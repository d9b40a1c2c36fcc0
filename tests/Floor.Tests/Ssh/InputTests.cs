using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Floor.Ssh;
using Renci.SshNet;

namespace Floor.Tests.Ssh;

/// <summary>
/// sshd drops a whole connection for one packet on a channel that both sides have closed, so a command that ends
/// without reading its input must not take the others with it.
/// </summary>
public sealed class InputTests : IDisposable
{
    private readonly SshServer _server = SshServer.With("MaxSessions 30");

    [Fact]
    public async Task Input_OfCommandsThatEndAtOnce_LeavesTheConnectionStanding()
    {
        using var connection = await _server.ConnectAsync();
        var input = new string('x', 100_000);
        var runs = Environment.GetEnvironmentVariable("LAB_FULL") is null ? 60 : 500;
        var broken = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, runs), new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (_, _) =>
            {
                try
                {
                    Assert.Equal(new SshExit(0, null), (await connection.RunAsync("true", input)).Exit);
                }
                catch (SshFailureException e)
                {
                    broken.Add(e.Message);
                }
            });

        Assert.Empty(broken);
        Assert.Equal(1, _server.Logins);
    }

    /// <summary>
    /// The moment is held open with the lock under which SSH.NET answers the end of a channel: the answer waits, the
    /// channel still counts as open, and the input is about to end.
    /// </summary>
    [Fact]
    public async Task Input_EndedAtTheMomentInWhichTheServerClosesTheChannel_IsNotSentAfterIt()
    {
        using var connection = await _server.ConnectAsync();
        for (var run = 0; run < 20; run++)
        {
            using var command = connection.Client.CreateCommand("true");
            var channel = new SshChannel(command);
            channel.Open();
            var inner = Field(command, "_channel")!;
            var end = (Lock)Field(inner, "_messagingLock")!;
            using var ended = new ManualResetEvent(false);
            Task execution;
            Task writing;
            end.Enter();
            try
            {
                execution = command.ExecuteAsync();
                Wait.Until("the server closes the channel", () => (bool)Field(inner, "_closeMessageReceived")!);
                var started = new ManualResetEventSlim();
                writing = OwnThread.RunAsync(() =>
                {
                    started.Set();
                    channel.WriteInput("x"u8.ToArray(), ended, () => { });
                });
                started.Wait();
                // Enough for both threads to come to the lock; which of them gets it first is not ours to say.
                Thread.Sleep(20);
            }
            finally
            {
                end.Exit();
            }

            await Task.WhenAll(execution, writing);
        }

        Assert.Equal("alive\n", (await connection.RunAsync("echo alive")).Output);
        Assert.Equal(1, _server.Logins);
    }

    [Fact]
    public async Task Input_LargerThanTheServerTakesAtATime_EndsWithTheCommand()
    {
        using var connection = await _server.ConnectAsync();
        var watch = Stopwatch.StartNew();

        var (exit, output) = await connection.RunAsync("head -c 3000000 | wc -c", new string('x', 20_000_000));

        Assert.Equal((new SshExit(0, null), "3000000\n"), (exit, output));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"took {watch.Elapsed}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task Input_IsReadToItsEnd(int length)
    {
        using var connection = await _server.ConnectAsync();

        Assert.Equal($"{length}\n", (await connection.RunAsync("wc -c", new string('x', length))).Output);
    }

    public void Dispose() => _server.Dispose();

    private static object? Field(object of, string name)
    {
        for (var type = of.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) is { } field)
                return field.GetValue(of);
        }

        throw new MissingFieldException(of.GetType().Name, name);
    }
}
