using System.Text.RegularExpressions;
using Enginsight.Lab.Tests.Lab;

namespace Enginsight.Lab.Tests.Mutations;

/// <summary>The lab's tests can fail: each mutation of the program turns one of them red.</summary>
[Collection(LabCollection.Name)]
public partial class MutationTests(LabFixture lab, MutatedProject project) : IClassFixture<MutatedProject>
{
    private const string Files = "infra/Files/";

    internal static readonly Dictionary<string, Mutation<LabFixture>> All = new()
    {
        ["no drain"] = new(
            Files + "load-balancer/drain.sh", "  take_out \"$place\"\n", "",
            lab => new RollingUpdateTests(lab).Update_OfBothServices_LosesNoRequestAndClosesWebSocketsCleanly(),
            Lost()),
        ["no health gate"] = new(
            Files + "enterprise/health.sh", "wait_until \"$health_seconds\" port_answers 127.0.0.1 \"$port\"", "true",
            lab => new RollingUpdateTests(lab).Update_ToABrokenVersion_StopsAtTheFirstServerWhileTheOtherServes(),
            NoGate()),
        ["a change of the list is a reload"] = new(
            Files + "load-balancer/servers.sh", "  tell_nginx >/dev/null\n", "  systemctl reload nginx\n",
            lab => new RollingUpdateTests(lab).Changes_ForFarClientsThatRepeatNothing_LoseNoRequest(),
            Lost()),
        ["the only server that answers is taken out"] = new(
            Files + "load-balancer/drain.sh", "serves_without \"$place\" || exit 1", "true",
            lab => new HealthTests(lab).Update_WhenNoOtherServerAnswers_StopsAndTouchesNothing(),
            NotFound()),
        ["what a failed run left out stays out"] = new(
            Files + "load-balancer/drain.sh", "  place \"$other\" in\n", "",
            lab => new HealthTests(lab).Rollback_AfterTheSecondServerFailed_BringsBothBack(),
            Stuck()),
        ["the watch believes every server to be well"] = new(
            Files + "load-balancer/enginsight-watch", "bad_enough=2 ", "bad_enough=2000 ",
            lab => new HealthTests(lab).AppServer_Hanging_IsLeftOutWithinFiveSecondsAndItsRequestsAreHandedOn(),
            NotNoticed()),
        ["the balancer tries one server only"] = new(
            Files + "load-balancer/balancer.lua", "local MOST_TRIES = 3", "local MOST_TRIES = 1",
            lab => new FailoverTests(lab).Drill_ContainersStopped_LosesNoRequest(), DrillFailed()),
        ["Debian's worker_connections"] = new(
            Files + "load-balancer/capacity.sh", "connections=$((most < 33768 ? most - 1000 : 32768))",
            "connections=768",
            lab => new CapacityTests(lab).WebSockets_OfManyAgents_AreHeldWhileRequestsGoOn(), NotHeld()),
        ["nginx restarted instead of reloaded"] = new(
            Files + "load-balancer/nginx.sh", "systemctl reload nginx", "systemctl restart nginx",
            lab => new RollingUpdateTests(lab).Change_OfCertificateAndNginxSetting_LosesNoRequestAndNoWebSocket(),
            Lost()),
        ["all containers replaced"] = new(
            Files + "enterprise/bring-up.sh", "compose_up --remove-orphans",
            "compose_up --remove-orphans --force-recreate",
            lab => new RollingUpdateTests(lab).Update_RestartsOnlyWhatChanged(), NotEqual()),
        ["old images stay"] = new(
            Files + "enterprise/containers.sh", "\nremove_old_images\n", "\n",
            lab => new RollingUpdateTests(lab).Update_RestartsOnlyWhatChanged(), NotEqual()),
        ["no hand-over to the next server"] = new(
            Files + "load-balancer/proxy.conf", "proxy_next_upstream error timeout;",
            "proxy_next_upstream off;",
            lab => new FailoverTests(lab).Drill_ContainersStopped_LosesNoRequest(), DrillFailed()),
        ["no watch"] = new(
            Files + "load-balancer/enginsight-watch", "ss -HtnK dst", "true ss -HtnK dst",
            lab => new FailoverTests(lab).Drill_VmCutOff_LosesNoRequestAndNobodyWaitsFiveSeconds(), DrillFailed()),
        ["firewall's rules in the wrong order"] = new(
            Files + "database/enginsight-firewall", "    iif lo accept\n", "    drop\n    iif lo accept\n",
            lab => new DatabaseFirewallTests(lab).Ports_AreOpenToTheEnginsightVmsAndClosedToTheLoadBalancer(),
            Dropped()),
        ["nobody watches the firewall"] = new(
            Files + "database/enginsight-firewall", "stands || restore", "true",
            lab => new DatabaseFirewallTests(lab).Rules_TakenAway_AreBackWithinTwoSeconds(),
            StillOpen()),
        ["who is connected through a published port is overlooked"] = new(
            Files + "database/enginsight-firewall", "handed_on; } |", "} |",
            lab => new DatabaseFirewallTests(lab).Door_BeforeItIsClosedForTheFirstTime_NamesWhoWouldBeShutOut(),
            Refused()),
        ["the doors are closed to IPv4 alone"] = new(
            Files + "database/enginsight-firewall", "    iif lo accept\n",
            "    iif lo accept\n    meta nfproto ipv6 accept\n",
            lab => new DatabaseFirewallTests(lab).Ports_OverIPv6_AreClosed(),
            LetIn()),
        ["who is turned away is forgotten"] = new(
            Files + "database/enginsight-firewall", "    update @refused { ip saddr . tcp dport }\n", "",
            lab => new DatabaseFirewallTests(lab).Client_TurnedAway_IsSaidByStatusUntilItIsLetThrough(),
            NotFound()),
        ["MongoDB starts without the rules"] = new(
            Files + "database/mongod.conf", "AssertPathExists=|/run/enginsight-firewall.stands",
            "AssertPathExists=|/run",
            lab => new DatabaseFirewallTests(lab).Vm_RestartedWithoutItsRules_StartsNeitherMongoDbNorRedis(),
            Started()),
        ["status is content with any rules"] = new(
            "ops/Status/status.sh", "as_wanted=changed", "as_wanted=live",
            lab => new StatusTests(lab).Status_FirewallsRulesEmptied_IsSaid(),
            NotFound()),
        ["redis writes snapshots"] = new(
            Files + "database/redis.conf", "save \"\"\n", "save \"3600 1\"\n",
            lab => new RedisTests(lab).Settings_AreThoseOfABoundedCache(),
            NotEqual()),
        ["redis's own port is not looked at"] = new(
            Files + "database/redis.sh", "  [ \"${port:-6379}\" = 6379 ] ||", "  true ||",
            lab => new RedisTests(lab).Settings_OfOthersThatShutTheAppsOut_AreNamedAndNotRunOver(
                "port 6380", "has 'port 6380'"),
            NotRefused()),
        ["the configuration is for root alone"] = new(
            Files + "enterprise/render.sh", "render conf/services/config.json 644",
            "render conf/services/config.json 600",
            lab => new SecretsTests(lab).Configuration_IsReadByAnyUserOfAnImageAndByNobodyElseOnTheVm(),
            NotFound()),
        ["what apt would remove is overlooked"] = new(
            Files + "remote/apt.sh", "s/^Remv ", "s/^Removed ",
            lab => new PackagesTests(lab).Package_ThatExcludesAnother_IsRefusedAndTakesNothingAway(),
            NoMatch()),
        ["the old redis password goes at once"] = new(
            Files + "database/redis.sh", "words+=\" $word\"", "true",
            lab => new RedisTests(lab).Password_Changed_IsRefusedToNobody(),
            WrongPassword()),
        ["a removed server stays in the upstreams"] = new(
            Files + "load-balancer/upstream.undo.sh", "then remove \"$address\"; fi", "then true; fi",
            lab => new GrowthTests(lab).AppServer_AddedAndRemoved_ChangesOnlyWhatBelongsToItAndLosesNoRequest(),
            StillThere()),
        ["drift overlooks modes"] = new(
            Files + "remote/report.sh", "drift \"$path\" \"$(modes \"$path\")\"", "ok \"$path\"",
            lab => new DriftTests(lab).Repair_TenChangesByHand_AllFoundAllPutBackAndNothingElseTouched(), Overlooked()),
        ["status believes every server to serve"] = new(
            "ops/Status/StackStatus.cs", "words[1] == \"serving\"", "words.Length == 2",
            lab => new StatusTests(lab).Status_ServerStoppedAndDrained_SaysSo(), NotFound()),
        ["cutover-check overlooks Docker beside nginx"] = new(
            "ops/Cutover/SoftwareChecks.cs", "BalancerDocker(Facts facts) => facts[\"docker\"] is null",
            "BalancerDocker(Facts facts) => facts is not null",
            lab => new CutoverTests(lab).CutoverCheck_ThingsInTheWay_AreBlockers(), NotFound()),
        ["adopt leaves the JWT secret behind"] = new(
            "ops/Adopt/AdoptionBuilder.cs", "Secret(\"jwtSecret\", secret);", "_ = secret;",
            lab => new CutoverTests(lab).Adopt_SingleServer_KeepsItsTokensValid(), Refused()),
        ["rollback finds nothing to undo"] = new(
            "ops/History/RollbackPlan.cs", "!current.HasSameAt(path, before.Config)",
            "current.HasSameAt(path, before.Config)",
            lab => new CutoverTests(lab).Versions_UpdatedAndRolledBack_AreAsBefore(), NotRolledBack()),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [FullTheory]
    [MemberData(nameof(Names))]
    public Task Mutation_OfTheProgram_TurnsATestRed(string name) => project.AssertRedAsync(lab, All[name]);

    [GeneratedRegex(@" requests, [1-9]\d* failed|closed cleanly, [1-9]\d* not")]
    private static partial Regex Lost();

    [GeneratedRegex("should succeed(.|\n)*is the only app server that answers")]
    private static partial Regex Stuck();

    [GeneratedRegex("the watch finds app1 hanging")]
    private static partial Regex NotNoticed();

    [GeneratedRegex("WebSockets are open: not within|requests, ")]
    private static partial Regex NotHeld();

    [GeneratedRegex("Not found: +\"after 5 s")]
    private static partial Regex NoGate();

    [GeneratedRegex(@"Assert\.(Not)?Equal\(\) Failure")]
    private static partial Regex NotEqual();

    [GeneratedRegex("failover-drill lab-test .* should succeed")]
    private static partial Regex DrillFailed();

    [GeneratedRegex("let in for")]
    private static partial Regex StillOpen();

    [GeneratedRegex("should be open from app1, is dropped")]
    private static partial Regex Dropped();

    [GeneratedRegex(@"Found: +""[\d.]+13""")]
    private static partial Regex StillThere();

    [GeneratedRegex("refused: -WRONGPASS")]
    private static partial Regex WrongPassword();

    [GeneratedRegex(@"Assert\.Contains\(\) Failure")]
    private static partial Regex NotFound();

    [GeneratedRegex("should be dropped from lb, is (open|refused)")]
    private static partial Regex LetIn();

    [GeneratedRegex("systemd has tried: not within")]
    private static partial Regex Started();

    [GeneratedRegex(@"should fail|Assert\.Contains\(\) Failure")]
    private static partial Regex NotRefused();

    [GeneratedRegex(@"Assert\.Matches\(\) Failure")]
    private static partial Regex NoMatch();

    [GeneratedRegex("Assert\\.(All|StartsWith)\\(\\) Failure")]
    private static partial Regex Refused();

    [GeneratedRegex("rollback lab-test .* should succeed")]
    private static partial Regex NotRolledBack();

    [GeneratedRegex("is 644 root:root")]
    private static partial Regex Overlooked();
}
