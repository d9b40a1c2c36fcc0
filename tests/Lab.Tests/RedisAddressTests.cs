using System.Globalization;
using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests;

/// <summary>redis on three database VMs: its address is where it works, and the apps follow.</summary>
[Collection(PairCollection.Name)]
public class RedisAddressTests(PairFixture pair)
{
    /// <summary>Sessions are written through load balancer and app server to redis, five times a second.</summary>
    private const int Seconds = 25;

    /// <summary>Red without the vrrp_script serves: the address stays where nobody answers.</summary>
    [FullFact]
    public async Task Redis_Stopped_IsFoundAtAnotherVm_AndStaysThere()
    {
        var holder = await pair.RedisHolderAsync();

        var silence = await LongestSilenceAsync(async () =>
        {
            (await pair.InVmAsync(holder, "systemctl stop redis-server")).Succeeded();
            await Wait.UntilAsync(
                "another one has it", async () => (await pair.RedisHolderAsync()) != holder);
            var status = await pair.ScriptAsync("status", PairFixture.Stack);
            Assert.Contains($"{holder} could not take it over", status.Output, StringComparison.Ordinal);
            (await pair.InVmAsync(holder, "systemctl start redis-server")).Succeeded();
        });

        Assert.InRange(silence, 0, 6);
        Assert.NotEqual(holder, await pair.RedisHolderAsync());
        await AssertNothingIsWrongAsync();
    }

    /// <summary>Red without enginsight-redis-moved: the apps wait on connections to a VM that has no such address.</summary>
    [FullFact]
    public async Task Vm_CutOff_LosesTheAddress_AndTheAppsFollowThereAndBack()
    {
        var holder = await pair.RedisHolderAsync();

        var silence = await LongestSilenceAsync(() => pair.CutOffAsync(holder));

        Assert.InRange(silence, 0, 6);
        await AssertNothingIsWrongAsync();
    }

    /// <summary>Red without the vrrp_script alone: two have the address, and each app its own redis.</summary>
    [FullFact]
    public async Task Vm_ThatIsNotHeardByTheOthers_DoesNotShareTheAddressWithOne()
    {
        var holder = await pair.RedisHolderAsync();
        (await pair.InVmAsync(holder, """
            nft -f - <<END
            table inet cut {
              chain in { type filter hook input priority -300; meta l4proto 112 drop; }
              chain out { type filter hook output priority -300; meta l4proto 112 drop; }
            }
            END
            """)).Succeeded();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(8)); // longer than any of its questions take
            var held = new List<int>();
            for (var i = 0; i < 10; i++)
                held.Add((await pair.RedisHoldersAsync()).Length);
            Assert.True(held.Count(count => count == 1) >= 8, string.Join(' ', held));
        }
        finally
        {
            (await pair.InVmAsync(holder, "nft delete table inet cut")).Succeeded();
        }

        await AssertNothingIsWrongAsync();
    }

    private async Task AssertNothingIsWrongAsync()
    {
        (await pair.ScriptAsync("drift", PairFixture.Stack)).Succeeded();
        // Stand-ins of services end with their connection, which status takes for a loop after a few moves.
        await Wait.UntilAsync(
            "one has the address and the others could",
            async () => Regex.IsMatch(
                (await pair.ScriptAsync("status", PairFixture.Stack)).Output,
                $@"redis +{Regex.Escape(PairFixture.RedisAddress)} is at db\d *\n"));
    }

    /// <returns>The longest time in seconds in which no session could be written.</returns>
    private static async Task<double> LongestSilenceAsync(Func<Task> action)
    {
        var probe = Shell.RunAsync(
            [
                "bash", "-c", $$"""
                    end=$((SECONDS + {{Seconds}}))
                    while [ $SECONDS -lt $end ]; do
                      code=$(curl -sk -o /dev/null -w '%{http_code}' --max-time 3 -X PUT -d '{}' --noproxy '*' \
                        --resolve api.enginsight.lab:443:{{PairFixture.Subnet}}9 https://api.enginsight.lab/sessions/probe)
                      [ "$code" -ge 300 ] || echo "$EPOCHREALTIME"
                      sleep 0.2
                    done
                    """,
            ],
            PulumiCli.Root);
        await Task.Delay(TimeSpan.FromSeconds(2));
        await action();
        var written = (await probe).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        Assert.True(written.Length > Seconds, $"{written.Length} sessions were written");
        return written.Zip(written.Skip(1), (one, next) => next - one).Max();
    }
}
